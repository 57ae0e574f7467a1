import { probesOf } from '../../aws/probes';
import { checkPermissions } from '../../permissions/check';
import type { InScope } from './in-scope';
import type { HandlerParts, HandlersOf } from './parts';

/** Checking what the credentials of an account may do. */
export function permissionHandlers(
  { denials = async () => [] }: Pick<HandlerParts, 'denials'>,
  inScope: InScope,
): HandlersOf<'permissions'> {
  return {
    'permissions.check': (_, context) =>
      inScope(context, async (appStream) =>
        checkPermissions(probesOf(appStream), await denials(appStream.scope)),
      ),
  };
}
