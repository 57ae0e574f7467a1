import { callsOf } from '../../aws/log';
import { startUrl } from '../../support/scenarios';
import { expect, test } from '../fixtures';
import { credentialsOf } from '../pages/credentials';

const address = 'https://device.sso.eu-west-1.amazonaws.com.evil.test/?user_code=ABCD-EFGH';

test.describe('an answer that names another host', () => {
  test.use({
    stageOptions: {
      answers: {
        unsignedHandlers: {
          'sso-oidc': {
            StartDeviceAuthorization: () => ({
              deviceCode: 'device-code',
              userCode: 'ABCD-EFGH',
              verificationUri: address,
              verificationUriComplete: address,
              expiresIn: 600,
              interval: 1,
            }),
          },
        },
      },
    },
  });

  test('T21: no page opens to confirm a sign-in at a host that is not one of AWS', async ({
    stage,
  }) => {
    const settings = credentialsOf(await stage.openExtensionPage('desk.html#/settings'));
    const opened: string[] = [];
    stage.context.on('page', (page) => opened.push(page.url()));
    await settings.signIn(startUrl);
    await expect(
      settings.page.getByText('The page on which to confirm is not one of AWS.'),
    ).toBeVisible();
    expect(opened).toEqual([]);
    expect(await settings.page.evaluate(() => document.body.outerHTML)).not.toContain('evil');
    expect(callsOf(stage.aws.log, 'StartDeviceAuthorization')).toHaveLength(1);
    expect(callsOf(stage.aws.log, 'CreateToken')).toEqual([]);
  });
});
