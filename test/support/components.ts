import { addComponent } from '../aws/image-builder/resources';
import type { Region } from '../aws/world';
import { customerAccount, ownerAccount } from './accounts';

/**
 * Adds the components that the recipes of the believable world have, and others that can be added:
 * of the owner, of the customer who shares one, and of AWS.
 */
export function addComponents(region: Region): void {
  addOfAmazon(region);
  const windows = { platform: 'Windows' as const };
  addComponent(region, ownerAccount, 'install-office', '3.2.0', {
    ...windows,
    description: 'Office for every desktop',
    parameters: [
      { name: 'channel', type: 'string', defaultValue: ['MonthlyEnterprise'] },
      { name: 'languages', type: 'stringList', defaultValue: ['en-us'] },
    ],
  });
  addComponent(region, ownerAccount, 'verify-office', '1.0.1', { ...windows, type: 'TEST' }, 2);
  for (const version of ['1.0.0', '1.2.0', '1.10.0']) {
    addComponent(region, ownerAccount, 'install-viewer', version, {
      ...windows,
      description: 'The document viewer',
      supportedOsVersions: ['Microsoft Windows Server 2022', 'Microsoft Windows Server 2025'],
      parameters: [
        { name: 'edition', type: 'string', description: 'Which edition is installed' },
        { name: 'seats', type: 'integer', defaultValue: ['1'] },
        { name: 'silent', type: 'boolean', defaultValue: ['true'] },
      ],
    });
  }
  addComponent(region, ownerAccount, 'old-viewer', '0.9.0', {
    ...windows,
    state: { status: 'DEPRECATED' },
    supportedOsVersions: ['Microsoft Windows Server 2016'],
  });
  addComponent(region, ownerAccount, 'broken-viewer', '0.1.0', {
    ...windows,
    state: { status: 'DISABLED' },
  });
  addComponent(region, customerAccount, 'corporate-certificates', '2.0.0', {
    ...windows,
    description: 'The root certificates of the company',
    sharedWith: [ownerAccount],
  });
  for (const [name, version] of [
    ['install-tools', '0.9.0'],
    ['harden-linux', '1.0.0'],
  ] as const) {
    addComponent(region, ownerAccount, name, version, { platform: 'Linux' });
  }
}

function addOfAmazon(region: Region): void {
  for (const [name, version, platform, type] of [
    ['update-linux', '1.0.2', 'Linux', 'BUILD'],
    ['simple-boot-test-linux', '1.0.0', 'Linux', 'TEST'],
    ['stig-build-windows-high', '2026.2.0', 'Windows', 'BUILD'],
    ['amazon-cloudwatch-agent-windows', '1.0.1', 'Windows', 'BUILD'],
    ['chocolatey', '1.0.0', 'Windows', 'BUILD'],
    ['simple-boot-test-windows', '1.0.0', 'Windows', 'TEST'],
  ] as const) {
    addComponent(region, 'amazon', name, version, { platform, type });
  }
  addComponent(region, 'amazon', 'update-windows', '1.0.0', {
    platform: 'Windows',
    description: 'Installs the updates of Windows',
    parameters: [{ name: 'exclude', type: 'stringList', defaultValue: [] }],
  });
}
