import type { EnterpriseDocument } from '../domain/enterprise.ts';
import { hazardReasons, NO_RISK, verdictOf, type RiskTable, type RiskVerdict } from './risk-level.ts';

export type RiskEnterprise = Pick<EnterpriseDocument, 'operation' | 'hazards' | 'state'>;

/** The risk of a place, from what inspections found and did not yet clear. None where it is closed or gone. */
export function enterpriseRisk(enterprise: RiskEnterprise, table: RiskTable): RiskVerdict {
  const isGone = enterprise.operation === 'closed' || enterprise.operation === 'moved';
  return enterprise.state === 'void' || isGone ? NO_RISK : verdictOf(hazardReasons(enterprise.hazards, table), table);
}
