import { addSecurityGroup, addSubnet } from '../aws/networks';
import type { Region } from '../aws/world';

/** Two networks of an account: one for desktops, one for everything else. */
export function addOwnerNetworks(region: Region, owner: string): void {
  for (const [index, zone] of ['a', 'b'].entries()) {
    addSubnet(region, owner, 'desktops', `desktops-${zone}`, {
      AvailabilityZone: `${region.name}${zone}`,
      CidrBlock: `10.20.${index}.0/24`,
      AvailableIpAddressCount: 187 + index,
    });
  }
  addSubnet(region, owner, 'shared', 'shared-services', {
    CidrBlock: '10.30.0.0/26',
    AvailableIpAddressCount: 9,
    AvailabilityZone: `${region.name}a`,
  });
  addSecurityGroup(region, owner, 'desktops', 'default', 'default VPC security group');
  addSecurityGroup(region, owner, 'desktops', 'image-builders', 'Out to updates alone');
  addSecurityGroup(region, owner, 'shared', 'shared-default', 'default VPC security group');
}
