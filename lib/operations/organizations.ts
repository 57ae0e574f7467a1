import type { MemberAccount, OrganizationUnit } from '../accounts/organization';
import { operation } from './contract';
import { nothing, unitId } from './schemas';
import * as v from 'valibot';

/**
 * Reading the accounts of an AWS organization, so that images can be shared with them. Any Region
 * of the account will do in the scope. AWS tells them to the management account and to delegated
 * administrators alone.
 */
export const organizationOperations = {
  'organizations.units': operation<readonly OrganizationUnit[]>()({
    title: 'List the units of an organization',
    level: 'read',
    scope: 'required',
    input: nothing,
    actions: ['organizations:ListRoots', 'organizations:ListOrganizationalUnitsForParent'],
    role: 'sharer',
    senders: ['extension'],
  }),
  /** Without a unit those of the whole organization; else of the unit and of all below it. */
  'organizations.accounts': operation<readonly MemberAccount[]>()({
    title: 'List the accounts of an organization',
    level: 'read',
    scope: 'required',
    input: v.strictObject({ unit: v.exactOptional(unitId) }),
    actions: [
      'organizations:ListAccounts',
      'organizations:ListOrganizationalUnitsForParent',
      'organizations:ListAccountsForParent',
    ],
    role: 'sharer',
    senders: ['extension'],
  }),
} as const;
