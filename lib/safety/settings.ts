import * as v from 'valibot';
import { accountId } from '../operations/schemas';
import type { AccountId } from '../scope';
import type { KeyValueStore } from '../storage/key-value';
import { takeTurns } from '../take-turns';
import { idleMinutes, type PolicyReading } from './policy';

/** For how many days the activity log keeps an entry; 0 is for ever. */
export const retentionChoices = [30, 90, 365, 0] as const;

const members = {
  /** Whether nothing may be changed in any account. */
  readOnly: v.boolean(),
  /** The accounts in which nothing may be changed. */
  readOnlyAccounts: v.pipe(
    v.array(accountId),
    v.transform((accounts): readonly AccountId[] => [...new Set(accounts)].toSorted()),
  ),
  /** After how many minutes without the person credentials are locked, from 1 to 480. */
  idleMinutes,
  /** For how many hours credentials are held at most, from 1 to 12. */
  holdHours: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(12)),
  retentionDays: v.picklist(retentionChoices),
} as const;

/** What the person has set about safety. */
export interface SafetySettings {
  readonly readOnly: boolean;
  readonly readOnlyAccounts: readonly AccountId[];
  readonly idleMinutes: number;
  readonly holdHours: number;
  readonly retentionDays: (typeof retentionChoices)[number];
}

/** What is set until the person sets something else. */
export const defaultSafety: SafetySettings = {
  readOnly: false,
  readOnlyAccounts: [],
  idleMinutes: 15,
  holdHours: 8,
  retentionDays: 365,
};

const stored = v.object({
  readOnly: v.optional(members.readOnly, defaultSafety.readOnly),
  readOnlyAccounts: v.optional(members.readOnlyAccounts, []),
  idleMinutes: v.optional(members.idleMinutes, defaultSafety.idleMinutes),
  holdHours: v.optional(members.holdHours, defaultSafety.holdHours),
  retentionDays: v.optional(members.retentionDays, defaultSafety.retentionDays),
});

/** What can be set at once: any of the settings. */
export const safetyChange = v.strictObject({
  readOnly: v.exactOptional(members.readOnly),
  readOnlyAccounts: v.exactOptional(members.readOnlyAccounts),
  idleMinutes: v.exactOptional(members.idleMinutes),
  holdHours: v.exactOptional(members.holdHours),
  retentionDays: v.exactOptional(members.retentionDays),
});

export type SafetyChange = v.InferOutput<typeof safetyChange>;

/** Settings that nobody can read switch changes off: they may have done so themselves. */
const unreadable: SafetySettings = { ...defaultSafety, readOnly: true };

/** Reads what the store holds; what is absent is as by default. */
export function parseSafety(raw: unknown): SafetySettings {
  if (raw === undefined) return defaultSafety;
  const parsed = v.safeParse(stored, raw);
  return parsed.success ? parsed.output : unreadable;
}

/** The person's settings about safety. */
export interface SafetyStore {
  /** Never rejects: what cannot be read is read-only. */
  readonly read: () => Promise<SafetySettings>;
  /** Changes what is named and gives all of it; rejects when it cannot be read or kept. */
  readonly change: (change: SafetyChange) => Promise<SafetySettings>;
}

const key = 'safety';

/**
 * The settings over a durable store. It must be one that content scripts cannot reach: in
 * Firefox they can write `storage.local`, and so could switch read-only off.
 */
export function createSafetyStore(store: KeyValueStore): SafetyStore {
  // Two documents may change something at once, and each write replaces all of it.
  const inTurn = takeTurns();
  const read = async () => {
    try {
      return parseSafety(await store.get(key));
    } catch {
      return unreadable;
    }
  };
  return {
    read,
    change: (change) =>
      inTurn(async () => {
        // Not `read`: what cannot be read at the moment must not be overwritten.
        const changed = { ...parseSafety(await store.get(key)), ...change };
        await store.set(key, changed);
        return changed;
      }),
  };
}

/** The settings as they count, with what the company sets. */
export interface EffectiveSafety extends SafetySettings {
  readonly vaultForbidden: boolean;
}

/**
 * The settings with the company's policy over them: the company can only make them stricter. A
 * policy that cannot be understood in full counts as forbidding whatever it may.
 */
export function effective(
  settings: SafetySettings,
  { policy, unreadable: unread }: PolicyReading,
): EffectiveSafety {
  const unclear = unread.length > 0;
  return {
    ...settings,
    readOnly: settings.readOnly || policy.readOnly === true || unclear,
    idleMinutes: Math.min(settings.idleMinutes, policy.idleMinutes ?? settings.idleMinutes),
    vaultForbidden: policy.vaultForbidden === true || unclear,
  };
}

/** Everything about safety, for a surface that shows it. */
export interface SafetyView {
  /** What the person has set. */
  readonly settings: SafetySettings;
  /** What counts. */
  readonly effective: EffectiveSafety;
  /** What the company sets, and the members of its policy that cannot be understood. */
  readonly company: PolicyReading;
}
