import type { ServiceName } from '../aws/regions';
import { accountKey, type Scope } from '../scope';

/** The lane of the calls that AWS counts together: those of a service in an account and Region. */
export function laneOf(service: ServiceName, scope: Scope): string {
  return `${service}/${accountKey(scope)}/${scope.region}`;
}
