import type { InputOf, OperationId, OutputOf } from '../operations/registry';
import { failed, type Result } from '../result';
import type { Scope } from '../scope';
import type { Answer, CallMessage } from './protocol';

/** Sends a message to the worker and gives what it answers; rejects when nothing answers. */
export type Send = (message: CallMessage) => Promise<unknown>;

/** What a call may say besides its input. */
export type CallOptions = Pick<CallMessage, 'hints' | 'from'> & { readonly scope?: Scope };

/** How a surface asks the worker for anything. */
export interface Client {
  /** Runs an operation. */
  readonly call: <Id extends OperationId>(
    id: Id,
    input: InputOf<Id>,
    options?: Omit<CallOptions, 'from'>,
  ) => Promise<Result<Answer<OutputOf<Id>>>>;
  /** The last answer that is held, or `null`; costs no call to AWS. */
  readonly recall: <Id extends OperationId>(
    id: Id,
    input: InputOf<Id>,
    options?: Omit<CallOptions, 'from'>,
  ) => Promise<Result<Answer<OutputOf<Id>> | null>>;
}

/** A client over the browser's messaging. Problems of the channel itself become values too. */
export function createClient(send: Send): Client {
  const ask = async (message: CallMessage): Promise<Result<never>> => {
    try {
      const reply = await send(message);
      // The worker answers with a Result or not at all; a page's document is not trusted with
      // more than being shown it.
      return (reply as Result<never> | undefined) ?? failed({ kind: 'interrupted' });
    } catch (error) {
      return failed(channelProblem(error));
    }
  };
  return {
    call: (call, input, options) => ask({ call, input, ...options }),
    recall: (call, input, options) => ask({ call, input, ...options, from: 'cache' }),
  };
}

/**
 * What a broken channel means. Chromium says "Extension context invalidated" in a page that
 * outlived an update, and closes the channel when the worker is stopped during a call.
 */
function channelProblem(error: unknown): { readonly kind: 'extension-reloaded' | 'interrupted' } {
  const message = error instanceof Error ? error.message : String(error);
  return /context invalidated|Could not establish connection|["']sendMessage["']/i.test(message)
    ? { kind: 'extension-reloaded' }
    : { kind: 'interrupted' };
}
