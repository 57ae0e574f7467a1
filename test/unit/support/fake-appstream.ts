import type { Fetch } from '@/lib/aws/send';
import type { SharePermissions } from '@/lib/images/image';

/** One request as it left the client. */
export interface SentRequest {
  readonly protocol: string;
  readonly host: string;
  readonly operation: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** What answers a request: a JSON or XML body, or an error by name. */
export type Reply = { readonly requestId?: string } & (
  | { readonly json: unknown }
  | { readonly xml: string }
  | { readonly error: string; readonly message?: string; readonly status?: number }
  | { readonly throws: Error }
);

/** A `fetch` that records what is sent and answers from a function. */
export function recordingFetch(answer: (request: SentRequest) => Reply): {
  readonly requests: SentRequest[];
  readonly fetch: Fetch;
} {
  const requests: SentRequest[] = [];
  const fetch: Fetch = async (url, init) => {
    const { protocol, hostname } = new URL(url);
    const headers = Object.fromEntries(new Headers(init.headers));
    const text = typeof init.body === 'string' ? init.body : '';
    const target = headers['x-amz-target'];
    const request: SentRequest = {
      protocol,
      host: hostname,
      operation: target?.split('.')[1] ?? new URLSearchParams(text).get('Action') ?? '',
      body: target === undefined ? {} : (JSON.parse(text) as SentRequest['body']),
      headers,
    };
    requests.push(request);
    const reply = answer(request);
    if ('throws' in reply) throw reply.throws;
    return responseOf(reply, target === undefined);
  };
  return { requests, fetch };
}

function responseOf(reply: Exclude<Reply, { readonly throws: Error }>, query: boolean): Response {
  const xml = { 'content-type': 'text/xml' };
  if ('xml' in reply) return new Response(reply.xml, { headers: xml });
  if (query && 'error' in reply) {
    const { error, message = 'No.', status = 403 } = reply;
    const details = `<Code>${error}</Code><Message>${message}</Message>`;
    const body = `<ErrorResponse><Error><Type>Sender</Type>${details}</Error></ErrorResponse>`;
    return new Response(body, { status, headers: xml });
  }
  const { requestId } = reply;
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    ...(requestId !== undefined && { 'x-amzn-requestid': requestId }),
  };
  return 'json' in reply
    ? Response.json(reply.json, { headers })
    : Response.json(
        { __type: reply.error, Message: reply.message ?? 'No.' },
        { status: reply.status ?? 400, headers },
      );
}

/** The answer of STS about a caller. */
export function callerIdentity(account: string, arn = `arn:aws:iam::${account}:user/ada`): Reply {
  return {
    xml:
      '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">' +
      `<GetCallerIdentityResult><Arn>${arn}</Arn><UserId>AIDA</UserId>` +
      `<Account>${account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
  };
}

/** AppStream with some images and the shares of one of them; enough for the handlers. */
export function appStreamDouble(
  images: readonly Readonly<Record<string, unknown>>[],
  shares: Map<string, SharePermissions>,
) {
  return ({ operation, body }: SentRequest): Reply => {
    switch (operation) {
      case 'DescribeImages': {
        const { Names, Arns, Type } = body as { Names?: string[]; Arns?: string[]; Type?: string };
        const found = images.filter(
          ({ Name, Arn, Visibility }) =>
            (!Names || (Names.includes(String(Name)) && Visibility !== 'SHARED')) &&
            (!Arns || Arns.includes(String(Arn))) &&
            (!Type || Visibility === Type),
        );
        return { json: { Images: found } };
      }
      case 'DescribeImagePermissions':
        return {
          json: {
            SharedImagePermissionsList: [...shares].map(([sharedAccountId, may]) => ({
              sharedAccountId,
              imagePermissions: { allowFleet: may.fleet, allowImageBuilder: may.imageBuilder },
            })),
          },
        };
      case 'UpdateImagePermissions': {
        const { SharedAccountId, ImagePermissions } = body as {
          SharedAccountId: string;
          ImagePermissions: { allowFleet: boolean; allowImageBuilder: boolean };
        };
        shares.set(SharedAccountId, {
          fleet: ImagePermissions.allowFleet,
          imageBuilder: ImagePermissions.allowImageBuilder,
        });
        return { json: {} };
      }
      case 'DeleteImagePermissions':
        return shares.delete(String(body['SharedAccountId']))
          ? { json: {} }
          : { error: 'ResourceNotFoundException', status: 404 };
      case 'DescribeFleets':
        return { json: { Fleets: [] } };
      case 'DescribeImageBuilders':
        return { json: { ImageBuilders: [] } };
      case 'ListTagsForResource':
        return { json: { Tags: { team: 'ops', app: 'office' } } };
      default:
        return { error: 'UnknownOperationException' };
    }
  };
}
