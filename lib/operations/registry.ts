import type { Contract } from './contract';
import { credentialOperations } from './credentials';
import { imageOperations } from './images';
import { permissionOperations } from './permissions';
import { sharingOperations } from './sharing';
import { surfaceOperations } from './surfaces';

/** Everything that the product can do. */
export const operations = {
  ...imageOperations,
  ...sharingOperations,
  ...credentialOperations,
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
