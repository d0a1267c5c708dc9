import { TASK_KIND_NAMES, type TaskDocument, type TaskKind } from '../domain/task.ts';
import type { ActionContext, ActionResult } from './change-set.ts';
import { openScene, refuse } from './scene.ts';

export interface TaskSubject {
  readonly id: string;
  readonly name: string;
  /** Its grid: where the target will lie. */
  readonly scope: string;
  readonly room?: string | undefined;
}
export interface MakeTaskInput {
  readonly kind: TaskKind;
  readonly title: string;
  readonly what?: string | undefined;
  readonly startsOn: string;
  readonly dueOn: string;
  /** The condition they were drawn by, in words: 独居老人，30 天内到期. */
  readonly drawnBy: string;
  /** Where the task lies: all below see it. */
  readonly scope: string;
  readonly subjects: readonly TaskSubject[];
  readonly questions?: TaskDocument['questions'];
}

/** A task with a target for each subject. */
export function makeTask(input: MakeTaskInput, context: ActionContext): ActionResult {
  const scene = openScene([], context);
  const title = input.title.trim();
  if (title === '') return refuse('title', '任务还没有名称。', '如：十一月独居老人走访。');
  if (input.subjects.length === 0) return refuse('nobody', '没有选到对象。', '放宽条件再选。');
  if (input.dueOn < input.startsOn) return refuse('day-order', '截止早于开始。', '核对两个日子。');
  const { by } = context;
  const task = scene.add('task', {
    scope: input.scope,
    kind: input.kind,
    title,
    ...(input.what === undefined || input.what.trim() === '' ? {} : { what: input.what.trim() }),
    startsOn: input.startsOn,
    dueOn: input.dueOn,
    drawnBy: input.drawnBy,
    targetCount: input.subjects.length,
    madeBy: { id: by.id, name: by.name, post: by.post },
    ...(input.questions === undefined || input.questions.length === 0 ? {} : { questions: input.questions }),
    state: 'open',
  });
  for (const subject of input.subjects) {
    scene.add('target', {
      scope: subject.scope,
      task: task._id,
      taskKind: input.kind,
      taskTitle: title,
      dueOn: input.dueOn,
      subject: subject.id,
      subjectName: subject.name,
      ...(subject.room === undefined || subject.room === '' ? {} : { room: subject.room }),
      isOpen: true,
      results: [],
    });
  }
  const grids = new Set(input.subjects.map(({ scope }) => scope)).size;
  scene.say(`${input.subjects.length} 个对象派到 ${grids} 个网格，${input.dueOn} 前完成。`);
  return scene.finish('makeTask', `派${TASK_KIND_NAMES[input.kind]} ${title}`);
}
