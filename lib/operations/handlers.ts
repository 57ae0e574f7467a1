import type { CallContext } from '../messaging/router';
import type { Result } from '../result';
import { credentialHandlers } from './handlers/credentials';
import { imageHandlers } from './handlers/images';
import { createInScope } from './handlers/in-scope';
import type { HandlerParts, Handlers } from './handlers/parts';
import { permissionHandlers } from './handlers/permissions';
import { sharingHandlers } from './handlers/sharing';
import { surfaceHandlers } from './handlers/surfaces';
import type { OperationId } from './registry';

/** Binds every contract to what carries it out. */
export function createHandlers(parts: HandlerParts): Handlers {
  const inScope = createInScope(parts);
  return {
    ...imageHandlers(inScope),
    ...sharingHandlers(parts, inScope),
    ...credentialHandlers(parts),
    ...permissionHandlers(parts, inScope),
    ...surfaceHandlers(parts),
  };
}

/** Runs the handler of an operation whose input its contract has already validated. */
export function performWith(handlers: Handlers) {
  return (id: string, input: unknown, context: CallContext): Promise<Result<unknown>> => {
    // The router found the contract by this id and parsed the input with it; the type of the
    // pair is what that check established.
    const handler = handlers[id as OperationId] as (
      input: unknown,
      context: CallContext,
    ) => Promise<Result<unknown>>;
    return handler(input, context);
  };
}
