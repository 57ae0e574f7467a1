import { accountOperations } from './accounts';
import { activityOperations } from './activity';
import { applicationOperations } from './applications';
import { cleanUpOperations } from './clean-up';
import type { Contract } from './contract';
import { buildActionOperations } from './build-actions';
import { buildCloningOperations } from './build-cloning';
import { buildSharingOperations } from './build-sharing';
import { buildOperations } from './builds';
import { cloningOperations } from './cloning';
import { credentialOperations } from './credentials';
import { findingsOperations } from './findings';
import { imageOperations } from './images';
import { jobOperations } from './jobs';
import { lifecycleOperations } from './lifecycle';
import { networkOperations } from './networks';
import { organizationOperations } from './organizations';
import { permissionOperations } from './permissions';
import { safetyOperations } from './safety';
import { sharingOperations } from './sharing';
import { signInOperations } from './sign-in';
import { surfaceOperations } from './surfaces';
import { vaultOperations } from './vault';

/** Everything that the product can do. */
export const operations = {
  ...imageOperations,
  ...sharingOperations,
  ...buildOperations,
  ...buildSharingOperations,
  ...buildActionOperations,
  ...buildCloningOperations,
  ...findingsOperations,
  ...lifecycleOperations,
  ...cloningOperations,
  ...networkOperations,
  ...cleanUpOperations,
  ...jobOperations,
  ...credentialOperations,
  ...signInOperations,
  ...vaultOperations,
  ...safetyOperations,
  ...activityOperations,
  ...accountOperations,
  ...applicationOperations,
  ...organizationOperations,
  ...permissionOperations,
  ...surfaceOperations,
} as const;

export type OperationId = keyof typeof operations;

type ContractOf<Id extends OperationId> = (typeof operations)[Id];

export type InputOf<Id extends OperationId> =
  ContractOf<Id> extends Contract<infer Input> ? Input : never;

export type OutputOf<Id extends OperationId> =
  ContractOf<Id> extends Contract<infer _, infer Output> ? Output : never;

/** The contract of an id that came from outside; nothing when there is no such operation. */
export function findContract(id: string): Contract | undefined {
  return Object.hasOwn(operations, id) ? operations[id as OperationId] : undefined;
}
