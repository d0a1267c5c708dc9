import { normalisedId } from '../domain/identifiers/citizen-id.ts';
import { normalisedUnifiedCode } from '../domain/identifiers/uscc.ts';
import { inEach, inGroup, ofText, respelled, type Step } from './step.ts';

const idNumber = ofText(normalisedId);
const named = inGroup({ idNumber });

/**
 * 身份号 and 统一社会信用代码 narrow, in capitals, without blanks. What another client or a table brought as `…002x` was another number to the search, and to the
 * rule that looks for two people with one id.
 */
export const identifiersInOneSpelling: Step = {
  to: 2,
  name: 'identifiers in one spelling',
  up: (document) => {
    switch (document['type']) {
      case 'person':
        return respelled(document, { idNumber, contacts: inEach({ idNumber }) });
      case 'enterprise':
        return respelled(document, { uscc: ofText(normalisedUnifiedCode), legalPerson: named, safetyOfficer: named });
      case 'room':
        return respelled(document, { owner: named });
      default:
        return document;
    }
  },
};
