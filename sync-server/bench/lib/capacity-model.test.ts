import { expect, it } from 'vitest';
import { ASSUMED, FIGURES, PLACES } from './capacity-figures.ts';
import { needsOf, type Habits, type Measured, type Place } from './capacity-model.ts';

const place: Place = { name: '街道', people: 100_000, workers: 100, terminals: 100 };
const measured: Measured = {
  stockPerPerson: 4,
  recordBytes: 500,
  recordIndexBytes: 1_000,
  linkBytes: 600,
  linkIndexBytes: 700,
  photoIndexBytes: 800,
  rebuildDocsPerSecond: 1_000,
  pushDocsPerSecond: 100,
  rolloutDocsPerSecond: 1_000,
  clientsPerServer: 100,
};
const habits: Habits = {
  years: 1,
  workDays: 100,
  casesPerPersonYear: 0.5,
  writesPerCase: 8,
  photosPerCase: 2,
  photoBytes: 1_000_000,
  changesPerPersonYear: 1,
  linksPerWorkerDay: 100,
  linksPerTerminalDay: 100,
  busiestHour: 0.36,
};

it('adds up what a place keeps and asks for', () => {
  const needs = needsOf(place, measured, habits);
  // 400,000 of stock, 50,000 cases, 100,000 lines; 200 people × 100 days × 100 links; 2 photos for each case.
  expect([needs.records, needs.links, needs.photos]).toEqual([550_000, 2_000_000, 100_000]);
  expect([needs.recordsGb, needs.linksGb, needs.photosGb, needs.indexGb]).toEqual([0.275, 1.2, 100, 2.11]);
  expect(needs.rebuildMinutes).toBeCloseTo(2_750_000 / 1_000 / 60);
  // 4,000 writes of cases, 2,000 of records and lines, 20,000 links a day.
  expect(needs.writesPerSecond).toBeCloseTo(2.6);
  expect(needs.writeShare).toBeCloseTo(0.026);
  expect([needs.clients, needs.servers, needs.shards]).toEqual([200, 3, 2]);
});

it('grows with the place: what a city needs is what its streets need together, but for shards and servers', () => {
  const [street, , city] = PLACES.map((one) => needsOf(one, FIGURES, ASSUMED));
  for (const key of ['records', 'links', 'photos', 'indexGb', 'writesPerSecond', 'newsMbits'] as const)
    expect(city?.[key]).toBeCloseTo(100 * (street?.[key] ?? Number.NaN), 3);
});
