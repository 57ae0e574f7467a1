import type { SSOOIDCClient } from '@aws-sdk/client-sso-oidc';
import {
  CreateTokenCommand,
  RegisterClientCommand,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc';
import { approve } from '../../aws/identity-center';
import { startUrl } from '../../support/scenarios';
import type { Fake } from './harness';

export const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

/** Registers a client and asks for a device code; gives what polling for the token takes. */
export async function startSignIn(client: SSOOIDCClient, url = startUrl) {
  const { clientId, clientSecret } = await client.send(
    new RegisterClientCommand({
      clientName: 'Image Desk',
      clientType: 'public',
      scopes: ['sso:account:access'],
    }),
  );
  const registered = { clientId, clientSecret };
  const device = await client.send(
    new StartDeviceAuthorizationCommand({ ...registered, startUrl: url }),
  );
  const poll = { ...registered, grantType: deviceGrant, deviceCode: device.deviceCode };
  return { registered, device, poll, userCode: device.userCode ?? '' };
}

/** Signs in from beginning to end, and gives the access token. */
export async function signIn(fake: Fake): Promise<string> {
  const { poll, userCode } = await startSignIn(fake.oidc());
  approve(fake.world, userCode);
  const { accessToken = '' } = await fake.oidc().send(new CreateTokenCommand(poll));
  return accessToken;
}
