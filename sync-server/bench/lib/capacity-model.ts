/*
 * How much a place needs, on paper: figures that were measured, habits that are assumed, and the sums between them. `bench/capacity.ts` prints it; `deploy/sizing.md` says what
 * to think of it.
 */

export interface Place {
  readonly name: string;
  readonly people: number;
  readonly workers: number;
  /** Terminals of offices, one clerk at each. */
  readonly terminals: number;
}

/** Each with the benchmark that gives it (`npm run bench -- …`, on two cores at `calib_ms` about 200). */
export interface Measured {
  /** footprint --data, of a filled `seed street`: everything but cases. */
  readonly stockPerPerson: number;
  readonly recordBytes: number;
  readonly recordIndexBytes: number;
  readonly linkBytes: number;
  readonly linkIndexBytes: number;
  readonly photoIndexBytes: number;
  readonly rebuildDocsPerSecond: number;
  /** push: stored documents, records and their lines of history. */
  readonly pushDocsPerSecond: number;
  /** rollout: documents that one server hands out when everybody begins at once. */
  readonly rolloutDocsPerSecond: number;
  /** fan-out: clients that were idle on one server while every delivery was in time. */
  readonly clientsPerServer: number;
}

/** Nobody has measured these: what a place does in a year and a day. Change them to what is known of yours. */
export interface Habits {
  readonly years: number;
  readonly workDays: number;
  readonly casesPerPersonYear: number;
  readonly writesPerCase: number;
  readonly photosPerCase: number;
  readonly photoBytes: number;
  /** Lines of history: visits, moves, corrections. */
  readonly changesPerPersonYear: number;
  /** What is put on the audit: pages opened, lists, writes, sign-ins. */
  readonly linksPerWorkerDay: number;
  readonly linksPerTerminalDay: number;
  /** Of a day's writes in its busiest hour. */
  readonly busiestHour: number;
}

export interface Needs {
  /** Documents after those years, in all. */
  readonly records: number;
  readonly links: number;
  readonly photos: number;
  /** GB of one copy in a store; CouchDB keeps one on each of three nodes. */
  readonly recordsGb: number;
  readonly linksGb: number;
  readonly photosGb: number;
  /** GB beside every server. */
  readonly indexGb: number;
  /** Minutes in which a server without an index builds one: a new machine, a new form. */
  readonly rebuildMinutes: number;
  /** Written documents a second in the busiest hour, and how much of what one server can judge. */
  readonly writesPerSecond: number;
  readonly writeShare: number;
  /** Waiting clients, and servers for them with one to spare. */
  readonly clients: number;
  readonly servers: number;
  /** Shards of the largest database at no more than 10 million documents each. */
  readonly shards: number;
  /** Hours until everybody has his own scope when all begin on one morning. */
  readonly rolloutHours: number;
  /** Mbit/s that servers send in the busiest hour: every change to those who see it. */
  readonly newsMbits: number;
}

const GB = 1e9;
const MOST_PER_SHARD = 10_000_000;
/** Grid worker, clerk of the community, a few at the street: who sees one record. */
const READERS = 6;
const COMMUNITY_PEOPLE = 4_000;

export function needsOf(place: Place, measured: Measured, habits: Habits): Needs {
  const { people, workers, terminals } = place;
  const { years, workDays } = habits;
  const casesAYear = people * habits.casesPerPersonYear;
  const changesAYear = people * habits.changesPerPersonYear;
  const linksADay = workers * habits.linksPerWorkerDay + terminals * habits.linksPerTerminalDay;
  const records = people * measured.stockPerPerson + years * (casesAYear + changesAYear);
  const links = years * workDays * linksADay;
  const photos = years * casesAYear * habits.photosPerCase;
  // A change of a record is the record and its line.
  const writesADay = (casesAYear * habits.writesPerCase + 2 * changesAYear) / workDays + linksADay;
  const writesPerSecond = (writesADay * habits.busiestHour) / 3_600;
  const newsPerSecond = writesPerSecond - (linksADay * habits.busiestHour) / 3_600;
  const clients = workers + terminals;
  const recordsBytes = records * measured.recordBytes;
  const servers = Math.ceil(clients / measured.clientsPerServer) + 1;
  // A clerk has his community, a worker a part of it.
  const firstPulls = (terminals * COMMUNITY_PEOPLE + (workers * COMMUNITY_PEOPLE) / 6) * measured.stockPerPerson;
  return {
    records,
    links,
    photos,
    recordsGb: recordsBytes / GB,
    linksGb: (links * measured.linkBytes) / GB,
    photosGb: (photos * habits.photoBytes) / GB,
    indexGb:
      (records * measured.recordIndexBytes + links * measured.linkIndexBytes + 2 * photos * measured.photoIndexBytes) /
      GB,
    rebuildMinutes: (records + links + 2 * photos) / measured.rebuildDocsPerSecond / 60,
    writesPerSecond,
    writeShare: writesPerSecond / measured.pushDocsPerSecond,
    clients,
    servers,
    shards: Math.max(2, Math.ceil(Math.max(records, links) / MOST_PER_SHARD)),
    rolloutHours: firstPulls / (measured.rolloutDocsPerSecond * (servers - 1)) / 3_600,
    newsMbits: (newsPerSecond * READERS * measured.recordBytes * 2 * 8) / 1e6,
  };
}
