/** 9991**********0417: the first and last four characters stay. What is too short to keep both is covered whole. */
export function maskedIdNumber(idNumber: string): string {
  const kept = idNumber.length >= 12 ? 4 : 0;
  return covered(idNumber, kept, kept === 0 ? 2 : 4);
}

/** 100****0417 */
export function maskedPhone(phone: string): string {
  return phone.length >= 11 ? covered(phone, 3, 4) : covered(phone, 0, 2);
}

/** What stays visible of a number of this length under its mask: [from, to) stretches, so that marks never uncover anything. */
export function openParts(masked: string): readonly (readonly [number, number])[] {
  const first = masked.indexOf('*');
  const last = masked.lastIndexOf('*');
  if (first < 0) return [[0, masked.length]];
  return [[0, first] as const, [last + 1, masked.length] as const].filter(([from, to]) => to > from);
}

/** As it is read aloud: the stars mean nothing to the ear. */
export const spokenMask = (masked: string): string => `已打码，尾号 ${masked.slice(masked.lastIndexOf('*') + 1)}`;

function covered(text: string, head: number, tail: number): string {
  const hidden = Math.max(0, text.length - head - tail);
  return `${text.slice(0, head)}${'*'.repeat(hidden)}${text.slice(head + hidden)}`;
}
