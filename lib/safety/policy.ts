import * as v from 'valibot';
import { accountId, regionCode } from '../operations/schemas';
import type { AccountId, RegionCode } from '../scope';

/** The range of the idle minutes, for the person and for the company. */
export const idleMinutes = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(480));

/**
 * What a company can set, by the names of the managed policy. A list that is absent allows all;
 * an empty one allows nothing. `public/managed-schema.json` tells Chrome of the same members.
 */
const members = {
  /** The accounts in which Image Desk may work at all. */
  allowedAccounts: v.array(accountId),
  /** The Regions in which it may work at all. */
  allowedRegions: v.array(regionCode),
  /** The accounts that an image may be shared with. */
  allowedRecipients: v.array(accountId),
  readOnly: v.boolean(),
  vaultForbidden: v.boolean(),
  /** The longest time without the person before credentials are locked, in minutes. */
  idleMinutes,
  /**
   * Applications of the repository. They forbid nothing, so that what is wrong with one of them costs
   * only that one (`readCompanyApplications`).
   */
  applications: v.array(v.unknown()),
} as const;

/** The rules of a company; each is optional. */
export interface CompanyPolicy {
  readonly allowedAccounts?: readonly AccountId[];
  readonly allowedRegions?: readonly RegionCode[];
  readonly allowedRecipients?: readonly AccountId[];
  readonly readOnly?: boolean;
  readonly vaultForbidden?: boolean;
  readonly idleMinutes?: number;
  readonly applications?: readonly unknown[];
}

export type PolicyMember = keyof CompanyPolicy;

/** The members that a policy can have. */
export const policyMembers = Object.keys(members) as readonly PolicyMember[];

/** A managed policy as it was understood. */
export interface PolicyReading {
  /** What could be understood; it holds in any case. */
  readonly policy: CompanyPolicy;
  /**
   * The members that are there and could not be understood, a misspelt one among them. Nobody
   * knows what they were to forbid, so that nothing may be changed while there are any.
   */
  readonly unreadable: readonly string[];
}

/** How a policy that is no set of members is called in `unreadable`. */
const whole = 'the policy as a whole';

/** Reads what the browser's managed storage holds. What is absent is no rule. */
export function parsePolicy(raw: unknown): PolicyReading {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return { policy: {}, unreadable: [whole] };
  const understood: [string, unknown][] = [];
  const unreadable: string[] = [];
  for (const [name, value] of Object.entries(raw)) {
    const member = policyMembers.find((each) => each === name);
    const parsed = member && v.safeParse<v.GenericSchema>(members[member], value);
    if (parsed?.success) understood.push([name, parsed.output]);
    else unreadable.push(name);
  }
  // Each member was parsed by the schema of its own name.
  return { policy: Object.fromEntries(understood), unreadable };
}

/** Gives the managed policy as it is at the moment. Never rejects. */
export type ReadPolicy = () => Promise<PolicyReading>;

/** Reads the policy afresh each time: the company may change it while the browser runs. */
export function createPolicyReader(readManaged: () => Promise<unknown>): ReadPolicy {
  return async () => {
    try {
      return parsePolicy(await readManaged());
    } catch {
      return { policy: {}, unreadable: [whole] };
    }
  };
}
