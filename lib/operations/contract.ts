import type { GenericSchema } from 'valibot';
import type { IamAction } from './actions';

/** Who asks, as the browser stamps it (`lib/messaging/sender.ts`). */
export type SenderClass = 'page' | 'extension' | 'embedded' | 'foreign';

/** What an operation does to AWS. A read changes nothing there. */
export type Level = 'read' | 'write' | 'destroy';

/** The IAM roles in which an administrator hands out the features, each without the next ones'. */
export const iamRoles = ['viewer', 'sharer', 'cloner', 'builder'] as const;

export type IamRole = (typeof iamRoles)[number];

/**
 * The contract of one operation: plain data that every surface may import. The router, the
 * permission pages and the docs read these and keep no list of their own.
 */
export interface Contract<Input = unknown, Output = unknown> {
  readonly title: string;
  readonly level: Level;
  /** Whether the call needs an account and a Region. */
  readonly scope: 'required' | 'none';
  readonly input: GenericSchema<unknown, Input>;
  /** The IAM actions that the operation may use, in the order of use. */
  readonly actions: readonly IamAction[];
  /** The IAM role that the operation belongs to, when its actions need permission. */
  readonly role?: IamRole;
  /** The sender classes that may call it. Everyone else is refused. */
  readonly senders: readonly SenderClass[];
  /** Whether the last answer is kept in memory, to be shown while a fresh one is read. */
  readonly cached: boolean;
  /**
   * To whom an input would give something: account ids, and whatever else AWS takes for principals. The router holds them against the
   * company's policy, since IAM has no condition for whom an image is shared with. A method, so
   * that the contract of an operation is still one of any operation.
   */
  recipients?(input: Input): readonly string[];
  /** Carries the type of the answer; never set. */
  readonly output?: Output;
}

/**
 * Declares an operation whose answer is an `Output`: `operation<Output>()({...})`. The second
 * call infers the input from its schema.
 */
export function operation<Output>() {
  return <Input>(
    contract: Omit<Contract<Input, Output>, 'output' | 'cached'> & { readonly cached?: boolean },
  ): Contract<Input, Output> => ({ cached: false, ...contract });
}
