import type { EnterpriseDocument } from '../domain/enterprise.ts';
import type { Hazard, RoomDocument } from '../domain/room.ts';
import { openHazards } from '../risk/risk-level.ts';
import type { ActionContext, ActionResult, AnyRecord } from './change-set.ts';
import { subjectName } from './objections.ts';
import { notHere, openScene, refuse, type Scene } from './scene.ts';

type Inspected = RoomDocument | EnterpriseDocument;
const inspected = (scene: Scene, id: string): Inspected | undefined => {
  const record = scene.get('room', id) ?? scene.get('enterprise', id);
  return record?.state === 'void' ? undefined : record;
};

export interface AddHazardInput {
  readonly record: string;
  /** Code in the catalogue of risk rules and its words. */
  readonly code: string;
  readonly label: string;
  readonly note?: string | undefined;
  readonly subjectName?: string | undefined;
}

/** Something dangerous was found. From then on the risk follows from it, until a re-inspection clears it. */
export function addHazard(
  documents: readonly AnyRecord[],
  input: AddHazardInput,
  context: ActionContext,
): ActionResult {
  const scene = openScene(documents, context);
  const record = inspected(scene, input.record);
  if (record === undefined) return notHere('这条记录');
  if (openHazards(record.hazards).some(({ code }) => code === input.code)) {
    return refuse('has-hazard', `“${input.label}”已经记着，还没有消除。`, '复查后再改。');
  }
  const hazard: Hazard = {
    id: context.newKey(),
    code: input.code,
    foundAt: context.nowIso,
    foundBy: context.by.name,
    source: context.source,
    ...(input.note === undefined || input.note === '' ? {} : { note: input.note }),
  };
  scene.change<Inspected>(record, { hazards: [...(record.hazards ?? []), hazard] });
  const name = input.subjectName ?? subjectName(record);
  scene.say(`${name}记下隐患“${input.label}”，风险等级随之重算；只有复查能消除。`);
  return scene.finish('addHazard', `登记隐患 ${name} ${input.label}`);
}

export interface ReinspectInput {
  readonly record: string;
  /** By hazard id: what the re-inspection found. */
  readonly results: Readonly<Record<string, { readonly cleared: boolean; readonly note?: string | undefined }>>;
  /** The target it belongs to, where there is one. */
  readonly inspection?: string | undefined;
  readonly subjectName?: string | undefined;
}

/** 复查: the only way in which hazards go, and so the only way in which a risk gets lower. */
export function reinspect(
  documents: readonly AnyRecord[],
  input: ReinspectInput,
  context: ActionContext,
): ActionResult {
  const scene = openScene(documents, context);
  const record = inspected(scene, input.record);
  if (record === undefined) return notHere('这条记录');
  const open = openHazards(record.hazards);
  if (open.length === 0) return refuse('no-hazard', '没有待消除的隐患。', '不用复查。');
  const unsaid = open.filter(({ id }) => input.results[id] === undefined);
  if (unsaid.length > 0) return refuse('unsaid', `还有 ${unsaid.length} 项没有写结果。`, '每项选已消除或仍在。');
  const hazards = (record.hazards ?? []).map((hazard): Hazard => {
    const result = hazard.cleared === undefined ? input.results[hazard.id] : undefined;
    if (result?.cleared !== true) return hazard;
    const note = result.note === undefined || result.note === '' ? {} : { note: result.note };
    const inspection = input.inspection === undefined ? {} : { inspection: input.inspection };
    return { ...hazard, cleared: { at: context.nowIso, by: context.by.name, ...note, ...inspection } };
  });
  scene.change<Inspected>(record, { hazards, inspectedAt: context.nowIso });
  const left = hazards.filter(({ cleared }) => cleared === undefined).length;
  scene.say(`消除 ${open.length - left} 项，仍在 ${left} 项；风险等级按剩下的重算。`);
  return scene.finish('reinspect', `复查 ${input.subjectName ?? subjectName(record)}`);
}
