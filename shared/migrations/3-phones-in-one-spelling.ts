import { normalisedPhone } from '../domain/identifiers/phone.ts';
import { inEach, inGroup, ofText, respelled, type Step } from './step.ts';

const phone = ofText(normalisedPhone);
const named = inGroup({ phone });

/** Telephones as `13812345678` and `021-58881234`, whoever wrote them how: the last four digits are what people search by. */
export const phonesInOneSpelling: Step = {
  to: 3,
  name: 'phones in one spelling',
  up: (document) => {
    switch (document['type']) {
      case 'person':
        return respelled(document, { phones: inEach({ number: phone }), contacts: inEach({ phone }) });
      case 'building':
        return respelled(document, { keeper: named });
      case 'room':
        return respelled(document, { owner: named });
      case 'enterprise':
        return respelled(document, { legalPerson: named, safetyOfficer: named });
      default:
        return document;
    }
  },
};
