import type { ImageRef } from '../images/image';
import type { DeskTarget } from '../operations/surfaces';
import { accountIdPattern, type AccountId, type Partition, type Scope } from '../scope';

/**
 * Where the desk is. A route is a hash and carries its whole state, so that a link or a reload
 * brings the same view back.
 */
export type DeskRoute =
  | { readonly view: 'images'; readonly scope?: Scope }
  | { readonly view: 'settings'; readonly scope?: Scope }
  | {
      readonly view: 'share' | 'edit' | 'stop';
      readonly scope: Scope;
      readonly image: ImageRef;
    }
  | {
      readonly view: 'revoke';
      readonly scope: Scope;
      readonly image: ImageRef;
      readonly account: AccountId;
    };

/** A route, and whether it is shown in the dialog window, without navigation. */
export interface DeskLocation {
  readonly route: DeskRoute;
  readonly dialog: boolean;
}

/** The route to a target of a page. Without a scope only the views that need none are left. */
export function routeTo(target: DeskTarget, scope: Scope | undefined): DeskRoute {
  if (target.view === 'images' || target.view === 'settings') {
    return { view: target.view, ...(scope && { scope }) };
  }
  return scope ? { ...target, scope } : { view: 'images' };
}

/** The hash of a route. */
export function hashOf(route: DeskRoute, dialog: boolean): string {
  const parameters = new URLSearchParams();
  if (route.scope) {
    parameters.set('partition', route.scope.partition);
    parameters.set('account', route.scope.account);
    parameters.set('region', route.scope.region);
  }
  if ('image' in route) {
    parameters.set('image', route.image.name);
    if (route.image.arn !== undefined) parameters.set('arn', route.image.arn);
  }
  if (route.view === 'revoke') parameters.set('with', route.account);
  if (dialog) parameters.set('window', 'dialog');
  const query = parameters.toString();
  return `#/${route.view}${query && `?${query}`}`;
}

/** Reads a hash; anything that does not make sense leads to the images. */
export function readDeskHash(hash: string): DeskLocation {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const parameters = new URLSearchParams(query);
  const dialog = parameters.get('window') === 'dialog';
  return { route: readRoute(path, parameters), dialog };
}

function readRoute(path: string, parameters: URLSearchParams): DeskRoute {
  const scope = readScope(parameters);
  const image = readImage(parameters);
  const account = parameters.get('with') ?? '';
  if (path === 'settings') return { view: 'settings', ...(scope && { scope }) };
  if (scope && image) {
    if (path === 'share' || path === 'edit' || path === 'stop') return { view: path, scope, image };
    if (path === 'revoke' && accountIdPattern.test(account)) {
      return { view: 'revoke', scope, image, account };
    }
  }
  return { view: 'images', ...(scope && { scope }) };
}

function readScope(parameters: URLSearchParams): Scope | undefined {
  const partition = parameters.get('partition');
  const account = parameters.get('account') ?? '';
  const region = parameters.get('region') ?? '';
  return isPartition(partition) && accountIdPattern.test(account) && region !== ''
    ? { partition, account, region }
    : undefined;
}

function readImage(parameters: URLSearchParams): ImageRef | undefined {
  const name = parameters.get('image');
  const arn = parameters.get('arn');
  return name ? { name, ...(arn && { arn }) } : undefined;
}

function isPartition(text: string | null): text is Partition {
  return text === 'aws' || text === 'aws-us-gov' || text === 'aws-cn';
}
