import type { Connector } from '../../aws/connection';
import type { CredentialStore } from '../../credentials/store';
import type { Events } from '../../messaging/events';
import type { CallContext } from '../../messaging/router';
import type { Result } from '../../result';
import type { Denial } from '../../permissions/check';
import type { AccountScope, RegionCode } from '../../scope';
import type { PlanStore } from '../../sharing/plan-store';
import type { KeyValueStore } from '../../storage/key-value';
import type { ReadCache } from '../../storage/read-cache';
import type { InputOf, OperationId, OutputOf } from '../registry';

/** What the handlers are made of; the background gives the browser's, tests give doubles. */
export interface HandlerParts {
  readonly connector: Connector;
  readonly credentials: CredentialStore;
  readonly cache: ReadCache;
  readonly plans: PlanStore;
  readonly events: Events;
  readonly settings: KeyValueStore;
  readonly hasHostAccess: (region: RegionCode) => Promise<boolean>;
  readonly openDesk: (hash: string, place: 'dialog' | 'tab') => Promise<void>;
  /** The real denials that were noted for an account; none when nothing is noted. */
  readonly denials?: (account: AccountScope) => Promise<readonly Denial[]>;
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
