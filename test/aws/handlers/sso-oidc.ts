import type {
  CreateTokenRequest,
  CreateTokenResponse,
  RegisterClientRequest,
  RegisterClientResponse,
  StartDeviceAuthorizationRequest,
  StartDeviceAuthorizationResponse,
} from '@aws-sdk/client-sso-oidc';
import { awsError } from '../errors';
import type { CallContext, UnsignedHandlers } from '../handler';
import type { Client, Device, IdentityCenter } from '../identity-center';
import { canary, hexOf, takeNumber, userCodeOf } from '../secrets';
import type { World } from '../world';

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

/** Source: the model's documentation of `grantTypes`. */
const grantTypes: readonly string[] = ['authorization_code', deviceGrant, 'refresh_token'];

/** Assumption: which scopes there are; the one that the AWS CLI asks for is the first. */
const scopes: readonly string[] = ['sso:account:access', 'openid', 'aws', 'offline_access'];

/** Seconds that a client's secret is good for: 90 days, as the AWS CLI's cache shows. */
const clientLife = 90 * 24 * 3600;

/** Seconds that a person has to confirm a code. */
const deviceLife = 600;

/** Source: RFC 8628, 3.5: seconds to wait longer from then on, after `slow_down`. */
const slowDownBy = 5;

/**
 * How much sooner than the interval a poll may come: clocks and networks are not exact, and this
 * must not make a test of a client that waits fail.
 */
const tolerance = 0.1;

/** The sign-in of IAM Identity Center: the device grant of OAuth, without a signature. */
export const ssoOidc = {
  RegisterClient(
    input: RegisterClientRequest,
    { world, region }: CallContext,
  ): RegisterClientResponse {
    // Source: the model: "Anything other than public will be rejected". Assumption: with this error.
    if (input.clientType !== 'public') {
      throw awsError('InvalidClientMetadataException', 'Invalid client type');
    }
    if ((input.grantTypes ?? []).some((each) => !grantTypes.includes(each))) {
      throw awsError('UnsupportedGrantTypeException', 'Unsupported grant type');
    }
    if ((input.scopes ?? []).some((each) => !scopes.includes(each))) {
      throw awsError('InvalidScopeException', 'Invalid scope provided');
    }
    const number = takeNumber(world);
    const issuedAt = Math.floor(world.now() / 1000);
    const expiresAt = issuedAt + clientLife;
    const client: Client = {
      id: hexOf(`client/${number}`, 32),
      name: input.clientName ?? '',
      secret: canary('client/secret', number, 160),
      region: region.name,
      scopes: input.scopes ?? [],
      expiresAt: expiresAt * 1000,
    };
    world.signIns.clients.set(client.id, client);
    return {
      clientId: client.id,
      clientSecret: client.secret,
      clientIdIssuedAt: issuedAt,
      clientSecretExpiresAt: expiresAt,
    };
  },

  StartDeviceAuthorization(
    input: StartDeviceAuthorizationRequest,
    context: CallContext,
  ): StartDeviceAuthorizationResponse {
    const { world, region } = context;
    const client = requireClient(input, context);
    const center = requireCenter(world, input.startUrl);
    const number = takeNumber(world);
    const device: Device = {
      deviceCode: canary('device/code', number, 80),
      userCode: userCodeOf(`device/${number}`),
      client,
      center,
      expiresAt: world.now() + deviceLife * 1000,
      interval: center.interval,
      polledAt: undefined,
      decision: { kind: 'pending' },
    };
    world.signIns.devices.set(device.deviceCode, device);
    const suffix = region.partition === 'aws-cn' ? '.cn' : '';
    const verificationUri = `https://device.sso.${region.name}.amazonaws.com${suffix}/`;
    return {
      deviceCode: device.deviceCode,
      userCode: device.userCode,
      verificationUri,
      verificationUriComplete: `${verificationUri}?user_code=${device.userCode}`,
      expiresIn: deviceLife,
      interval: device.interval,
    };
  },

  /** Plays the device grant. The wordings are general knowledge, but for the pending one. */
  CreateToken(input: CreateTokenRequest, context: CallContext): CreateTokenResponse {
    const { world } = context;
    const client = requireClient(input, context);
    if (!grantTypes.includes(input.grantType ?? '')) {
      throw awsError('UnsupportedGrantTypeException', 'Unsupported grant type');
    }
    if (input.grantType !== deviceGrant) throw new Error(`${input.grantType} is not played`);
    if (input.deviceCode === undefined) {
      throw awsError('InvalidRequestException', 'Missing parameter deviceCode');
    }
    const device = world.signIns.devices.get(input.deviceCode);
    // A code is used once, and only by the client that asked for it.
    if (!device || device.client !== client || device.decision.kind === 'used') {
      throw awsError('InvalidGrantException', 'Invalid grant provided');
    }
    if (world.now() >= device.expiresAt) {
      throw awsError('ExpiredTokenException', 'Device code expired');
    }
    requirePatience(device, world.now());
    if (device.decision.kind === 'denied') {
      throw awsError('AccessDeniedException', 'Access denied');
    }
    if (device.decision.kind === 'pending') {
      throw awsError('AuthorizationPendingException', 'Authorization is still pending');
    }
    const { user } = device.decision;
    device.decision = { kind: 'used' };
    const { center } = device;
    const accessToken = canary('sso/token', takeNumber(world), 160);
    world.signIns.sessions.set(accessToken, {
      center,
      user,
      expiresAt: world.now() + center.sessionDuration * 1000,
    });
    return {
      accessToken,
      tokenType: 'Bearer',
      expiresIn: center.sessionDuration,
      // Source: the IAM Identity Center User Guide: a client with a scope can refresh its session.
      ...(client.scopes.includes('sso:account:access') && {
        refreshToken: canary('sso/refresh', takeNumber(world), 160),
      }),
    };
  },
} satisfies UnsignedHandlers;

/** Refuses a client that this Region did not register, with a wrong or an expired secret. */
function requireClient(
  {
    clientId = '',
    clientSecret,
  }: { clientId?: string | undefined; clientSecret?: string | undefined },
  { world, region }: CallContext,
): Client {
  const client = world.signIns.clients.get(clientId);
  const isKnown =
    client?.secret === clientSecret &&
    client?.region === region.name &&
    client.expiresAt > world.now();
  if (!client || !isKnown) throw awsError('InvalidClientException', 'Invalid client provided');
  return client;
}

/**
 * Finds the instance of a start URL, in whatever Region it is: AWS notices a wrong Region only when
 * the person confirms. People paste the URL as the browser shows it, with a slash or `#/` after it.
 * Source: aws/aws-cli#7129 for the error, which says nothing; aws/aws-cli#5058 for the Region and
 * for `start#/`.
 */
function requireCenter(world: World, startUrl = ''): IdentityCenter {
  const center = world.identityCenters.get(startUrl.replace(/[/#]+$/u, ''));
  if (!center) throw awsError('InvalidRequestException', '');
  return center;
}

/** Refuses a poll that comes before the interval is over, and makes that longer. */
function requirePatience(device: Device, now: number): void {
  const { polledAt, interval } = device;
  device.polledAt = now;
  if (polledAt === undefined || now - polledAt >= interval * 1000 * (1 - tolerance)) return;
  device.interval += slowDownBy;
  throw awsError('SlowDownException', 'Slow down');
}
