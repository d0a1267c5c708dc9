/*
 * What people see before a reveal (DOMAIN §6.1). Masks never tell more than the kept ends: not the length of a name, nor the number of a room.
 */

/** 严立诚 → 严**: always two stars. */
export function maskName(name: string): string {
  const [first] = Array.from(name.trim());
  return first === undefined ? '' : `${first}**`;
}

/** First and last four of an id; of short numbers (passports) less, so that at least half is covered. */
export function maskId(number: string): string {
  const characters = Array.from(number);
  const kept = Math.min(4, Math.floor(characters.length / 4));
  if (characters.length === 0) return '';
  if (kept === 0) return '*'.repeat(characters.length);
  return [...characters.slice(0, kept), '*'.repeat(characters.length - 2 * kept), ...characters.slice(-kept)].join('');
}

/** 138****5678; of a landline the area code and the last four; numbers of offices (400, 95 …) are nobody's and stay. */
export function maskPhone(number: string): string {
  const landline = /^(0\d{2,3})-?(\d{3,4})(\d{4})(-\d+)?$/.exec(number);
  if (landline) return `${landline[1] ?? ''}-****${landline[3] ?? ''}`;
  if (/^([48]00\d{7}|9[56]\d{3,6}|1[0-2]\d{3})$/.test(number)) return number;
  const characters = Array.from(number);
  if (characters.length < 8) return '*'.repeat(characters.length);
  return `${characters.slice(0, 3).join('')}****${characters.slice(-4).join('')}`;
}

/** Numbers of doors are also written in words: 廿七幢二单元五〇二. */
const DIGIT = '[\\d零〇一二三四五六七八九十廿卅百]';
const TO_BUILDING = new RegExp(`^.*?${DIGIT}[A-Za-z]?(?:幢|栋|号楼|座)`, 'u');
const TO_NUMBER = new RegExp(`^.*?${DIGIT}(?:号|弄)`, 'u');
const DOOR_IN_WORDS = new RegExp(`^(.*?)${DIGIT}+(?:室|单元|层|楼|户|$)`, 'u');

/** To the building: 上港小区 27幢 2单元 502 → 上港小区 27幢 ****. Where no building is named, all after the last word before a number is covered. */
export function maskAddress(address: string): string {
  const text = address.trim();
  if (text === '') return '';
  const toBuilding = TO_BUILDING.exec(text) ?? TO_NUMBER.exec(text);
  if (toBuilding) return toBuilding[0].length === text.length ? text : `${toBuilding[0]} ****`;
  const beforeNumber = /^\D+/u.exec(text);
  if (beforeNumber && beforeNumber[0].length < text.length) return `${beforeNumber[0].trimEnd()} ****`;
  const beforeWords = beforeNumber && DOOR_IN_WORDS.exec(text);
  if (beforeWords) return `${beforeWords[1] ?? ''} ****`.trimStart();
  return beforeNumber ? text : '****';
}
