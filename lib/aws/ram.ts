import type { PrincipalShare } from '../builds/sharing';
import { ok, type Result } from '../result';
import type { Json } from '../activity/entry';
import { hasMembers, listIn, memberIn, textIn } from './members';
import { collectPages } from './paginate';
import type { Service } from './service';

/** A resource share of the account, as far as sharing an image needs it. */
export interface ResourceShare {
  readonly arn: string;
  readonly name: string;
  /**
   * Whether RAM made it of a resource policy, and it was not promoted: nobody but its owner sees
   * it, and nobody can change it.
   */
  readonly ofPolicy: boolean;
}

/** As many as RAM gives a page. Source: the model's `MaxResults`. */
const pageSize = 500;

/** How many shares are asked for at once. Source: the model's documentation names no limit. */
const sharesAtOnce = 100;

/** Whom the account shares a resource with, and by which of its resource shares. */
export function listPrincipals(
  ram: Service,
  resource: string,
): Promise<Result<readonly PrincipalShare[]>> {
  return pages(
    ram,
    'ListPrincipals',
    `Resource ${resource}`,
    { resourceOwner: 'SELF', resourceArn: resource },
    'principals',
    (wire) => {
      const [principal, share] = [textIn(wire, 'id'), textIn(wire, 'resourceShareArn')];
      return principal === undefined || share === undefined ? [] : [{ principal, share }];
    },
  );
}

/** The account's active resource shares of these ARNs, or of a name. */
export async function getShares(
  ram: Service,
  which: { readonly arns: readonly string[] } | { readonly name: string },
): Promise<Result<readonly ResourceShare[]>> {
  const ask = (input: Readonly<Record<string, Json>>) =>
    pages(
      ram,
      'GetResourceShares',
      'The resource share',
      { resourceOwner: 'SELF', ...input },
      'resourceShares',
      toShare,
    );
  if ('name' in which) return ask({ name: which.name, resourceShareStatus: 'ACTIVE' });
  const shares: ResourceShare[] = [];
  for (let start = 0; start < which.arns.length; start += sharesAtOnce) {
    const found = await ask({ resourceShareArns: which.arns.slice(start, start + sharesAtOnce) });
    if (!found.ok) return found;
    shares.push(...found.value);
  }
  return ok(shares);
}

/** What resource shares hold, by the ARN of the share: ARNs of resources. */
export async function listResources(
  ram: Service,
  shares: readonly string[],
): Promise<Result<ReadonlyMap<string, readonly string[]>>> {
  const found = await pages(
    ram,
    'ListResources',
    'The resource share',
    { resourceOwner: 'SELF', resourceShareArns: shares },
    'resources',
    (wire) => {
      const [arn, share] = [textIn(wire, 'arn'), textIn(wire, 'resourceShareArn')];
      return arn === undefined || share === undefined ? [] : [{ arn, share }];
    },
  );
  if (!found.ok) return found;
  const byShare = new Map<string, readonly string[]>();
  for (const { arn, share } of found.value) {
    byShare.set(share, [...(byShare.get(share) ?? []), arn]);
  }
  return ok(byShare);
}

/**
 * Makes a resource share that has one resource and nobody yet; gives its ARN. Repeated with the
 * same token it is the same share.
 */
export function createShare(
  ram: Service,
  name: string,
  resource: string,
  token: string,
): Promise<Result<string>> {
  return ram.change({
    facts: {
      action: 'ram:CreateResourceShare',
      what: `Resource ${resource}`,
      change: { target: `Resource share ${name}`, before: null, after: { resource } },
    },
    operation: 'CreateResourceShare',
    input: { name, resourceArns: [resource], allowExternalPrincipals: true, clientToken: token },
    read: (answer) => textIn(memberIn(answer, 'resourceShare'), 'resourceShareArn'),
  });
}

/** Lets a principal have what a resource share has, and puts a resource into it if one is given. */
export function addPrincipal(
  ram: Service,
  share: string,
  principal: string,
  token: string,
  resource?: string,
): Promise<Result<null>> {
  return changePrincipal(ram, 'AssociateResourceShare', share, principal, token, resource);
}

/** Takes what a resource share has away from a principal. */
export function removePrincipal(
  ram: Service,
  share: string,
  principal: string,
  token: string,
): Promise<Result<null>> {
  return changePrincipal(ram, 'DisassociateResourceShare', share, principal, token);
}

/** Makes a share that RAM made of a policy one that its principals see and that can be changed. */
export function promoteShare(ram: Service, share: string): Promise<Result<null>> {
  return ram.change({
    facts: {
      action: 'ram:PromoteResourceShareCreatedFromPolicy',
      what: `Resource share ${share}`,
      change: {
        target: `Resource share ${share}`,
        before: 'CREATED_FROM_POLICY',
        after: 'STANDARD',
      },
    },
    operation: 'PromoteResourceShareCreatedFromPolicy',
    input: { resourceShareArn: share },
    read: (answer) => (hasMembers(answer) ? null : undefined),
  });
}

function toShare(wire: unknown): readonly ResourceShare[] {
  const arn = textIn(wire, 'resourceShareArn');
  if (arn === undefined || textIn(wire, 'status') !== 'ACTIVE') return [];
  const ofPolicy = textIn(wire, 'featureSet') === 'CREATED_FROM_POLICY';
  return [{ arn, name: textIn(wire, 'name') ?? arn, ofPolicy }];
}

function changePrincipal(
  ram: Service,
  operation: 'AssociateResourceShare' | 'DisassociateResourceShare',
  share: string,
  principal: string,
  token: string,
  resource?: string,
): Promise<Result<null>> {
  const adds = operation === 'AssociateResourceShare';
  return ram.change({
    facts: {
      action: `ram:${operation}`,
      what: `Resource share ${share}`,
      change: {
        target: `Resource share ${share}, principal ${principal}`,
        before: adds ? null : 'ASSOCIATED',
        after: adds ? 'ASSOCIATED' : null,
      },
    },
    operation,
    input: {
      resourceShareArn: share,
      principals: [principal],
      ...(resource !== undefined && { resourceArns: [resource] }),
      clientToken: token,
    },
    read: (answer) => (hasMembers(answer) ? null : undefined),
  });
}

/** Reads all pages of a list. RAM may answer an empty page where others follow. */
function pages<Item>(
  ram: Service,
  operation: 'ListPrincipals' | 'GetResourceShares' | 'ListResources',
  what: string,
  input: Readonly<Record<string, unknown>>,
  list: string,
  read: (wire: unknown) => readonly Item[],
): Promise<Result<readonly Item[]>> {
  const facts = { action: `ram:${operation}`, what } as const;
  return collectPages((token) =>
    ram.run({
      facts,
      operation,
      input: { ...input, maxResults: pageSize, ...(token !== undefined && { nextToken: token }) },
      read: (answer) =>
        hasMembers(answer)
          ? { items: listIn(answer, list).flatMap(read), nextToken: textIn(answer, 'nextToken') }
          : undefined,
    }),
  );
}
