import type { Activity } from '../../activity/activity';
import type { Connector } from '../../aws/connection';
import type { ServicePrefix } from '../../aws/regions';
import type { Lock } from '../../credentials/lock';
import type { SignIn } from '../../credentials/sign-in';
import type { CredentialStore } from '../../credentials/store';
import type { Vault } from '../../credentials/vault';
import type { ChosenAccounts } from '../../messaging/chosen';
import type { Events } from '../../messaging/events';
import type { Journal } from '../../jobs/journal';
import type { Limiter } from '../../jobs/limiter';
import type { RunnerParts } from '../../jobs/runner';
import type { CallContext, Guard } from '../../messaging/router';
import type { Result } from '../../result';
import type { ReadPolicy } from '../../safety/policy';
import type { RegionCode } from '../../scope';
import type { PlanStore } from '../../jobs/plan-store';
import type { Database } from '../../storage/database';
import type { KeyValueStore } from '../../storage/key-value';
import type { ReadCache } from '../../storage/read-cache';
import type { InputOf, OperationId, OutputOf } from '../registry';

/** What the handlers are made of; the background gives the browser's, tests give doubles. */
export interface HandlerParts {
  readonly connector: Connector;
  readonly credentials: CredentialStore;
  readonly cache: ReadCache;
  readonly plans: PlanStore;
  readonly journal: Journal;
  readonly limiter: Limiter;
  /** What running jobs needs of the browser. */
  readonly background: Pick<RunnerParts, 'alone' | 'stayAlive' | 'wakeOften' | 'changed'>;
  readonly newId: () => string;
  readonly events: Events;
  readonly activity: Activity;
  /** What people said about tabs whose pages tell no account. */
  readonly chosen: ChosenAccounts;
  readonly settings: KeyValueStore;
  /** Kept in memory until the browser closes, out of the reach of content scripts. */
  readonly session: KeyValueStore;
  /** Kept on disk, out of the reach of content scripts. */
  readonly durable: KeyValueStore;
  /** What is kept on disk in more than single values. */
  readonly database: () => Promise<Database>;
  readonly policy: ReadPolicy;
  /** What the router has asked before; again where something takes long. */
  readonly guard: Guard;
  readonly vault: Vault;
  readonly signIn: SignIn;
  readonly lock: Lock;
  /** Locks, and tells everybody. */
  readonly lockNow: () => Promise<void>;
  /** Told after credentials were taken in: when they end may be the next time to look. */
  readonly scheduleSweep: () => Promise<void>;
  /** Told after the settings about safety were changed. */
  readonly watchIdle: () => Promise<void>;
  /** How long credentials are held at most, in milliseconds. */
  readonly holdFor: () => Promise<number>;
  readonly hasHostAccess: (
    region: RegionCode,
    services?: readonly ServicePrefix[],
  ) => Promise<boolean>;
  readonly openDesk: (hash: string, place: 'dialog' | 'tab') => Promise<void>;
  /** Opens an address of AWS in a tab of its own. */
  readonly openTab: (address: string) => Promise<void>;
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
}

type Handler<Id extends OperationId> = (
  input: InputOf<Id>,
  context: CallContext,
) => Promise<Result<OutputOf<Id>>>;

/** A handler for every operation: what lacks one does not compile. */
export type Handlers = { readonly [Id in OperationId]: Handler<Id> };

/** The handlers of one family, by the ids' first word: `images.list` is of `images`. */
export type HandlersOf<Family extends string> = Pick<
  Handlers,
  Extract<OperationId, `${Family}.${string}`>
>;
