import { citizenCheckDigit } from '../../../../shared/domain/identifiers/citizen-id.ts';
import { organisationCheckCharacter, unifiedCheckCharacter } from '../../../../shared/domain/identifiers/uscc.ts';
import type { Chance } from '../chance.ts';

/** Division codes that no office ever gave: whatever is made up here begins with them. */
const DEMO_DIVISION = '999';

export interface MadeIdentifiers {
  /** 18 digits, no two alike. `region` is the last three digits of its division. */
  readonly citizen: (region: string, birth: string, isMale: boolean) => string;
  /** GB 32100; kind 1 企业, 2 个体工商户, 3 农民专业合作社. */
  readonly uscc: (kind: '1' | '2' | '3') => string;
  /** `100` and eight digits. */
  readonly phone: () => string;
}

export function madeIdentifiers(chance: Chance): MadeIdentifiers {
  const citizens = new Set<string>();
  const phones = new Set<string>();
  let organisations = chance.whole(10_000_000, 20_000_000);
  return {
    citizen: (region, birth, isMale) => {
      for (;;) {
        const sequence = chance.whole(0, 499) * 2 + (isMale ? 1 : 0);
        const first17 = `${DEMO_DIVISION}${region}${birth.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
        if (citizens.has(first17)) continue;
        citizens.add(first17);
        return first17 + citizenCheckDigit(first17);
      }
    },
    uscc: (kind) => {
      organisations += chance.whole(1, 97);
      const organisation = String(organisations);
      const first17 = `9${kind}${DEMO_DIVISION}115${organisation}${organisationCheckCharacter(organisation)}`;
      return first17 + unifiedCheckCharacter(first17);
    },
    phone: () => {
      for (;;) {
        const phone = `100${String(chance.whole(10_000_000, 99_999_999))}`;
        if (phones.has(phone)) continue;
        phones.add(phone);
        return phone;
      }
    },
  };
}
