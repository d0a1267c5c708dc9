import { CASE_STREAM_COLUMNS, type CaseCategoryMap, type CaseStreamRow } from '../../../shared/geo/resources.ts';
import { csvRecords } from './csv.ts';

/** The first words of a resolution are enough to tell refused from done. */
const RESOLUTION_LETTERS = 80;

/** A small stable number for a text, to choose among several codes. */
const numberFor = (text: string): number => {
  let hash = 0;
  for (let i = 0; i < text.length; i += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) >>> 0;
  return hash;
};

const codeFor = (map: CaseCategoryMap, category: string, place: string): string => {
  const codes = map.categories[category];
  const code = codes?.[numberFor(place) % codes.length];
  if (code === undefined) throw new Error(`makeCaseStream: the map says nothing of "${category}"`);
  return code;
};

/**
 * Cuts the stream of service requests to what replaying and taking in need: times, place, category and what was said, with the national code chosen.
 * Requests of one category at one place get one code, so that the stream's duplicates are still duplicates.
 */
export const makeCaseStream = (source: string, map: CaseCategoryMap): string => {
  const plain = (text: string): string => text.replace(/[",\r\n]+/g, ' ').trim();
  const rows = csvRecords(source).map((record): CaseStreamRow => {
    const of = (name: string): string => plain(record[name] ?? '');
    return {
      id: of('id'),
      created: of('created'),
      due: of('due'),
      closed: of('closed'),
      category: of('category'),
      code: codeFor(map, of('category'), `${of('lat')} ${of('lon')} ${of('lat') === '' ? of('address') : ''}`),
      status: of('status'),
      channel: of('channel'),
      lat: of('lat'),
      lon: of('lon'),
      resolution: of('resolution').slice(0, RESOLUTION_LETTERS).trim(),
      subcategory: of('subcategory'),
      placeKind: of('text'),
      address: of('address'),
      district: of('district'),
    };
  });
  return [
    CASE_STREAM_COLUMNS.join(','),
    ...rows.map((row) => CASE_STREAM_COLUMNS.map((name) => row[name]).join(',')),
  ].join('\n');
};
