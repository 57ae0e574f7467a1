import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Job, JobOrigin } from '../../../lib/jobs/job';
import type { Plan } from '../../../lib/jobs/plan-store';
import type { Client } from '../../../lib/messaging/client';
import type { Answer, ProductEvent } from '../../../lib/messaging/protocol';
import type { Problem } from '../../../lib/problems/problem';
import type { Result } from '../../../lib/result';
import type { AccountId, Scope } from '../../../lib/scope';
import { readAccountId } from '../../../lib/sharing/account-ids';
import type { Later } from '../later';
import { createFollower } from '../jobs/follow';
import { findJob, startJob, type Started } from '../jobs/start';

/** How far the plan is. */
export type Planning<Of extends Plan> =
  /** What it is made from is read, `read` of `total` by now. */
  | { readonly state: 'reading'; readonly read: number; readonly total: number }
  | { readonly state: 'problem'; readonly problem: Problem }
  | { readonly state: 'ready'; readonly plan: Of };

/** How far carrying the plan out is; the job is in `job`. */
export type Carrying<Of extends Plan> =
  /** The problem, if any, is why the last attempt started nothing. */
  | { readonly state: 'idle'; readonly problem?: Problem }
  | { readonly state: 'starting'; readonly plan: Of }
  /** The worker was stopped before it answered: whether there is a job could not be found out. */
  | { readonly state: 'unclear'; readonly plan: Of; readonly problem: Problem }
  | { readonly state: 'started'; readonly plan: Of };

export interface ReviewParts {
  readonly client: Client;
  readonly now: () => number;
  readonly later: Later;
  /** Listens to the worker until the signal aborts. */
  readonly onEvent: (listen: (event: ProductEvent) => void, signal: AbortSignal) => void;
  /** Makes a name for a request, no two the same. */
  readonly newId?: () => string;
}

export interface ReviewOptions {
  /** From which job the plan is made, and how. */
  readonly origin?: JobOrigin;
  /**
   * Asks for the id of the account: only a person says that the page, from which this was opened,
   * shows it.
   */
  readonly confirmAccount?: true;
}

/** What is asked for before a plan of a kind is carried out: a text, and why it is missing. */
export interface ToType {
  readonly text: string;
  /** One sentence. */
  readonly obstacle: string;
}

/** What a review has to know of plans of a kind. */
export interface PlanKind<Of extends Plan> {
  /** Makes the plan, from what AWS says now. `request` names the question. */
  readonly make: (request: string) => Promise<Result<Answer<Of>>>;
  /** How many things are read for it. */
  readonly total: number;
  /** What is said while they are, in one sentence. */
  readonly reading: string;
  /** How many changes a plan makes. */
  readonly changesOf: (plan: Of) => number;
  readonly toType: (plan: Of) => ToType | undefined;
}

/** The review of one plan: made, looked at, confirmed, and carried out as a job. */
export interface PlanReview<Of extends Plan> {
  readonly scope: Scope;
  readonly options: ReviewOptions;
  readonly planning: ReadonlySignal<Planning<Of>>;
  /** The plan, when there is one. */
  readonly plan: ReadonlySignal<Of | undefined>;
  readonly applying: ReadonlySignal<Carrying<Of>>;
  /** The job, as it is now, once it was started. */
  readonly job: ReadonlySignal<Job | undefined>;
  /** Whether the plan was made again by itself, because it had become too old. */
  readonly renewed: ReadonlySignal<boolean>;
  readonly typed: ReadonlySignal<string>;
  /** The account whose id must be typed. */
  readonly accountToConfirm: ReadonlySignal<AccountId | undefined>;
  readonly typedAccount: ReadonlySignal<string>;
  /** Why the plan cannot be carried out now, in one sentence; nothing when it can. */
  readonly obstacle: ReadonlySignal<string | undefined>;
  /** Whether to tell the person when the job ends. */
  readonly notify: ReadonlySignal<boolean>;
  readonly type: (text: string) => void;
  readonly typeAccount: (account: string) => void;
  readonly setNotify: (notify: boolean) => void;
  readonly planAgain: () => void;
  readonly apply: () => Promise<void>;
  /** Looks again for the job of an attempt whose answer was lost. */
  readonly lookAgain: () => Promise<void>;
  /** Ends what waits and listens; the view is gone. A job that runs goes on. */
  readonly end: () => void;
}

/** Begins to make a plan, and reviews it. */
export function createPlanReview<Of extends Plan>(
  parts: ReviewParts,
  scope: Scope,
  kind: PlanKind<Of>,
  options: ReviewOptions = {},
): PlanReview<Of> {
  const { client, now, later, newId = () => crypto.randomUUID() } = parts;
  const { total } = kind;
  const planning = signal<Planning<Of>>({ state: 'reading', read: 0, total });
  const applying = signal<Carrying<Of>>({ state: 'idle' });
  const renewed = signal(false);
  const typed = signal('');
  const typedAccount = signal('');
  const notify = signal(false);
  const follower = createFollower();
  const ending = new AbortController();
  /** The request whose answer counts. */
  let request = '';
  let cancelExpiry: (() => void) | undefined;

  const planNow = computed(() =>
    planning.value.state === 'ready' ? planning.value.plan : undefined,
  );
  const accountToConfirm = computed(() =>
    options.confirmAccount && planNow.value && kind.changesOf(planNow.value) > 0
      ? scope.account
      : undefined,
  );
  const obstacle = computed(() => {
    if (planning.value.state === 'reading') return kind.reading;
    const plan = planNow.value;
    if (!plan) return 'The plan could not be made.';
    if (kind.changesOf(plan) === 0) return 'There is nothing to change.';
    const account = accountToConfirm.value;
    if (account !== undefined && !isAccount(typedAccount.value, account)) {
      return `Type the account ID ${account} to confirm that it is the right one.`;
    }
    const toType = kind.toType(plan);
    return toType === undefined || typed.value.trim() === toType.text ? undefined : toType.obstacle;
  });

  async function make(): Promise<void> {
    cancelExpiry?.();
    const asked = newId();
    request = asked;
    batch(() => {
      typed.value = '';
      planning.value = { state: 'reading', read: 0, total };
    });
    const answer = await kind.make(asked);
    if (request !== asked) return;
    if (!answer.ok) {
      planning.value = { state: 'problem', problem: answer.problem };
      return;
    }
    const plan = answer.value.value;
    planning.value = { state: 'ready', plan };
    cancelExpiry = later(
      () => {
        if (applying.value.state !== 'idle') return;
        renewed.value = true;
        void make();
      },
      Math.max(0, plan.expiresAt - now()),
    );
  }

  function take(plan: Of, result: Started): void {
    if (result.kind === 'started') started(plan, result.job);
    else if (result.kind === 'refused') stopped(result.problem);
    else applying.value = { state: 'unclear', plan, problem: result.problem };
  }
  function started(plan: Of, job: Job): void {
    cancelExpiry?.();
    batch(() => {
      follower.follow(job);
      applying.value = { state: 'started', plan };
    });
  }
  /** Nothing was started. The plan is made again, from what there is by now. */
  function stopped(problem: Problem): void {
    batch(() => {
      renewed.value = problem.kind === 'plan-expired';
      applying.value =
        problem.kind === 'plan-expired' ? { state: 'idle' } : { state: 'idle', problem };
    });
    void make();
  }

  parts.onEvent((event) => {
    follower.hear(event);
    if (event.event === 'plan-progress') {
      if (event.request !== request || planning.value.state !== 'reading') return;
      planning.value = { state: 'reading', read: event.read, total: event.total };
    } else if (event.event === 'credentials-changed') {
      // What could not be read may be readable now; a plan that is there stays.
      if (planning.value.state === 'problem' && applying.value.state === 'idle') void make();
    }
  }, ending.signal);
  void make();

  return {
    scope,
    options,
    planning,
    plan: planNow,
    applying,
    job: follower.job,
    renewed,
    typed,
    accountToConfirm,
    typedAccount,
    obstacle,
    notify,
    type(text) {
      typed.value = text;
    },
    typeAccount(account) {
      typedAccount.value = account;
    },
    setNotify(wanted) {
      notify.value = wanted;
    },
    planAgain() {
      if (applying.value.state !== 'idle') return;
      renewed.value = false;
      applying.value = { state: 'idle' };
      void make();
    },
    async apply() {
      const plan = planNow.value;
      if (!plan || obstacle.value !== undefined || applying.value.state !== 'idle') return;
      applying.value = { state: 'starting', plan };
      const result = await startJob(client, scope, plan, {
        ...(options.origin && { origin: options.origin }),
        ...(notify.value && { notify: true }),
      });
      take(plan, result);
    },
    async lookAgain() {
      if (applying.value.state !== 'unclear') return;
      const { plan, problem } = applying.value;
      applying.value = { state: 'starting', plan };
      take(plan, await findJob(client, plan, problem));
    },
    end() {
      ending.abort();
      cancelExpiry?.();
      request = '';
    },
  };
}

function isAccount(text: string, account: AccountId): boolean {
  const reading = readAccountId(text);
  return reading.kind === 'valid' && reading.account === account;
}
