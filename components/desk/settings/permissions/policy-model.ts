import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { findRegion } from '../../../../lib/aws/regions';
import type { Identity } from '../../../../lib/credentials/identity';
import { factsOf } from '../../../../lib/operations/actions';
import type { OperationId } from '../../../../lib/operations/registry';
import { features, type Feature } from '../../../../lib/permissions/features';
import { policiesFor, type RolePolicy } from '../../../../lib/permissions/policy';
import {
  readTarget,
  type TargetEntry,
  type TargetProblems,
} from '../../../../lib/permissions/target';
import type { Scope } from '../../../../lib/scope';

/** What is picked for the policies, and what comes of it. */
export interface PolicyModel {
  readonly picked: ReadonlySignal<ReadonlySet<OperationId>>;
  readonly entry: ReadonlySignal<TargetEntry>;
  /** Whether a picked feature assumes IAM roles, so that they have to be named. */
  readonly needsRoles: ReadonlySignal<boolean>;
  /** What is wrong with what was entered; an empty field is not wrong yet. */
  readonly problems: ReadonlySignal<TargetProblems>;
  /** The policies, as soon as the entry is complete. */
  readonly policies: ReadonlySignal<readonly RolePolicy[] | undefined>;
  readonly pick: (id: OperationId, picked: boolean) => void;
  readonly enter: (change: Partial<TargetEntry>) => void;
  /** Takes an account id as it is typed; a held account brings its partition along. */
  readonly enterAccount: (account: string, identities: readonly Identity[]) => void;
  /** Fills in the account and Region of held credentials where nothing was entered yet. */
  readonly suggest: (identities: readonly Identity[]) => void;
}

/**
 * Makes the model of the policy page, in the scope that is shown. All features are picked but
 * those for which more would have to be entered first.
 */
export function createPolicyModel(scope: Scope | undefined): PolicyModel {
  const picked = signal<ReadonlySet<OperationId>>(
    new Set(features.filter((each) => !assumesRoles(each)).map(({ id }) => id)),
  );
  const entry = signal<TargetEntry>({
    partition: scope?.partition ?? 'aws',
    account: scope?.account ?? '',
    regions: scope ? servedOnly(scope.region) : [],
    by: 'all',
    arns: '',
    tagKey: '',
    tagValue: '',
    roles: '',
  });
  let touched = scope !== undefined;
  const needsRoles = computed(() =>
    features.some((each) => picked.value.has(each.id) && assumesRoles(each)),
  );
  const reading = computed(() => readTarget(entry.value, needsRoles.value));
  const enter = (change: Partial<TargetEntry>) => {
    touched = true;
    const { partition } = entry.peek();
    const moved = change.partition !== undefined && change.partition !== partition;
    entry.value = { ...entry.peek(), ...(moved && { regions: [] }), ...change };
  };
  return {
    picked,
    entry,
    needsRoles,
    problems: computed(() =>
      reading.value.ok ? {} : entered(entry.value, reading.value.problems),
    ),
    policies: computed(() =>
      reading.value.ok ? policiesFor(picked.value, reading.value.target) : undefined,
    ),
    pick(id, on) {
      picked.value = new Set(
        features
          .map((each) => each.id)
          .filter((each) => (each === id ? on : picked.peek().has(each))),
      );
    },
    enter,
    enterAccount(account, identities) {
      const identity = identities.find((each) => each.account === account);
      enter({ account, ...(identity && { partition: identity.partition }) });
    },
    suggest([first]) {
      if (touched || !first) return;
      const { partition, account, region } = first;
      enter({ partition, account, regions: servedOnly(region) });
    },
  };
}

/** Credentials may have been added in a Region without AppStream. */
function servedOnly(region: string): readonly string[] {
  return findRegion(region)?.appstream ? [region] : [];
}

function entered(entry: TargetEntry, problems: TargetProblems): TargetProblems {
  return Object.fromEntries(
    Object.entries(problems).filter(([field]) => entry[field as keyof TargetProblems].length > 0),
  );
}

function assumesRoles({ actions }: Feature): boolean {
  return actions.some((action) => factsOf(action).resource === 'role');
}
