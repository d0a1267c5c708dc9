import type { Server } from '../../src/server.ts';
import type { StoredDocument } from '../../src/store/port.ts';
import { systemDocuments } from '../../src/store/system-documents.ts';
import { auditMac } from '../../src/write/judge-audit.ts';
import { fine, found, together, type Report } from './finding.ts';

const PAGE = 500;
/** A terminal that told of links yesterday has had its chance to send them. */
const LATE_MS = 24 * 3_600_000;
const PREFIX = 'audit:';

interface Chain {
  readonly installation: string;
  count: number;
  last: number;
  mac: string;
  gaps: number;
  broken: number;
  unsigned: number;
  /** Its mac at the sequence that the terminal told of. */
  toldMac: string | undefined;
}

type Installation = Readonly<{
  keys: Readonly<Record<string, string>>;
  toldHead?: Readonly<{ seq: number; mac: string; at: string }>;
}>;

const isOurs = (link: StoredDocument, installation: Installation | null): boolean => {
  const key = installation?.keys[String(link['person'])];
  return key !== undefined && auditMac(Buffer.from(key, 'base64url'), link) === link['mac'];
};

function follow(chain: Chain, link: StoredDocument, installation: Installation | null): void {
  const seq = Number(link['seq']);
  if (seq !== chain.last + 1) chain.gaps += 1;
  else if (link['prev'] !== chain.mac) chain.broken += 1;
  if (!isOurs(link, installation)) chain.unsigned += 1;
  if (seq === installation?.toldHead?.seq) chain.toldMac = String(link['mac']);
  chain.count += 1;
  chain.last = seq;
  chain.mac = String(link['mac']);
}

async function chainOf(server: Server, id: string, installation: Installation | null): Promise<Chain> {
  const { store } = server.databases.served.audit;
  const chain: Chain = {
    installation: id,
    count: 0,
    last: 0,
    mac: '',
    gaps: 0,
    broken: 0,
    unsigned: 0,
    toldMac: undefined,
  };
  const ids = [...(await store.idsUnder(`${PREFIX}${id}:`))];
  for (let at = 0; at < ids.length; at += PAGE) {
    const page = ids.slice(at, at + PAGE);
    const links = await store.current(page);
    for (const one of page) {
      const link = links.get(one);
      if (link !== undefined) follow(chain, link, installation);
    }
  }
  return chain;
}

const ASK_THE_AUDITOR = '由审计员核对这台终端的使用情况，保留终端原样；确认前不要重装。';

function judge(chain: Chain, installation: Installation | null, nowMs: number): Report {
  const device = `终端 ${chain.installation}`;
  const told = installation?.toldHead;
  const isCut = told !== undefined && told.seq > chain.last && nowMs - Date.parse(told.at) > LATE_MS;
  const isForked = told !== undefined && chain.toldMac !== undefined && chain.toldMac !== told.mac;
  return together([
    chain.gaps === 0
      ? together([])
      : found(`${device}：留痕中间缺号 ${chain.gaps} 处`, '有留痕在到达之后被拿掉，或数据库损坏。', ASK_THE_AUDITOR),
    chain.broken === 0
      ? together([])
      : found(`${device}：留痕接不上 ${chain.broken} 处`, '有留痕被换过。', ASK_THE_AUDITOR),
    chain.unsigned === 0
      ? together([])
      : found(`${device}：留痕签名不对 ${chain.unsigned} 条`, '内容被改过，或不是用登记的密钥签的。', ASK_THE_AUDITOR),
    isCut
      ? found(
          `${device}：登录时说有 ${told.seq} 条留痕，只到了 ${chain.last} 条`,
          '一天多了还没送来：终端没有再联网，或末尾的留痕被删掉了。',
          `先让这台终端联网同步一次再查；仍然缺就${ASK_THE_AUDITOR}`,
        )
      : together([]),
    isForked
      ? found(
          `${device}：登录时说的留痕与到达的不一样`,
          '终端上的留痕在送出后被改写，或这台终端被复制过。',
          ASK_THE_AUDITOR,
        )
      : together([]),
  ]);
}

/** Every chain from its first link: gaps, macs, and what the terminals told at sign-in against what has arrived. */
export async function checkAudit(server: Server): Promise<Report> {
  const system = systemDocuments(server.databases.system);
  const registered = (await system.idsUnder('installation:')).map((id) => id.slice('installation:'.length));
  // Chains whose registration is gone count too: their macs cannot be checked, and that is a finding.
  const arrived = (await server.databases.served.audit.store.idsUnder(PREFIX)).map((id) => id.split(':')[1] ?? '');
  const reports: Report[] = [];
  let links = 0;
  const installations = new Set([...registered, ...arrived]);
  for (const id of installations) {
    const installation = await system.read<Installation>(`installation:${id}`);
    const chain = await chainOf(server, id, installation);
    links += chain.count;
    reports.push(judge(chain, installation, server.clock.nowMs()));
  }
  const report = together(reports);
  return report.findings.length > 0
    ? report
    : fine(`留痕 ${installations.size} 台终端、${links} 条，首尾相接，签名都对`);
}
