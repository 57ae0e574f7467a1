import type { ImageScanFinding } from '@aws-sdk/client-imagebuilder';
import { addBuild } from '../aws/image-builder/build';
import { addImageRecipe, addInfrastructure, addPipeline } from '../aws/image-builder/resources';
import { createWorld, regionOf, type Region, type World } from '../aws/world';
import { ownerAccount } from './accounts';
import { addPeople } from './scenarios';

const day = 86_400_000;

/** The ARNs of two builds with findings in plenty. */
export interface ScannedBuilds {
  readonly earlier: string;
  readonly later: string;
}

/** A world with nothing but `addScannedBuilds`, and people who may look at them. */
export function scannedWorld(
  findings: number,
  packages: number,
): ScannedBuilds & { readonly world: World } {
  const world = createWorld({ regions: ['us-east-1'] });
  addPeople(world, ownerAccount, 'aws', 'OWNER');
  return {
    world,
    ...addScannedBuilds(world, regionOf(world, 'us-east-1'), 'plenty', findings, packages),
  };
}

/**
 * Adds two builds of an image, each with so many findings of so many packages each. A tenth of them
 * is not in the other build, and a tenth of what is in both is in another version.
 */
export function addScannedBuilds(
  world: World,
  region: Region,
  name: string,
  findings: number,
  packages: number,
): ScannedBuilds {
  const recipe = addImageRecipe(region, ownerAccount, name, '1.0.0', {
    platform: 'Linux',
    parentImage: 'ami-0c101f26f147fa7fd',
    components: [
      { componentArn: 'arn:aws:imagebuilder:us-east-1:aws:component/update-linux/1.0.2/1' },
    ],
  });
  const pipeline = addPipeline(region, ownerAccount, name, {
    platform: 'Linux',
    enhancedImageMetadataEnabled: false,
    imageRecipeArn: recipe.arn,
    infrastructureConfigurationArn: addInfrastructure(region, ownerAccount, name).arn,
    imageScanningConfiguration: { imageScanningEnabled: true },
  });
  const [earlier, later] = ([20, 2] as const).map((days, index) => {
    const at = world.now() - days * day;
    const first = index * Math.floor(findings / 10);
    return addBuild(world, region, pipeline, {
      at,
      findings: Array.from({ length: findings }, (_, each) =>
        plentifulFinding(first + each, packages, at, index),
      ),
    }).arn;
  }) as [string, string];
  return { earlier, later };
}

const severities = ['CRITICAL', 'HIGH', 'MEDIUM', 'MEDIUM', 'LOW', 'UNTRIAGED'] as const;

/** About as large as real ones are: two kilobytes of JSON. */
function plentifulFinding(
  number: number,
  packages: number,
  at: number,
  edition: number,
): ImageScanFinding {
  const id = `CVE-2026-${10_000 + number}`;
  const severity = severities[number % severities.length] ?? 'LOW';
  const names = Array.from({ length: packages }, (_, each) => `lib${(number * 7) % 900}-${each}`);
  const version = `1.${number % 40}.${number % 10 === 0 ? edition : 0}`;
  return {
    type: 'PACKAGE_VULNERABILITY',
    title: `${id} - ${names.slice(0, 2).join(', ')}`,
    description: `In ${names[0]} before ${version}, a length that is not checked lets who may send a request read beyond the end of a buffer. ${'What follows from that depends on what is there. '.repeat(6)}`,
    severity,
    firstObservedAt: new Date(at),
    updatedAt: new Date(at),
    ...(severity !== 'UNTRIAGED' && { inspectorScore: 3 + (number % 70) / 10 }),
    packageVulnerabilityDetails: {
      vulnerabilityId: id,
      vulnerablePackages: names.map((name, each) => ({
        name,
        version,
        release: '3.el9',
        epoch: 0,
        arch: 'X86_64',
        packageManager: 'OS',
        ...(each % 2 === 0 && { fixedInVersion: `0:1.${(number % 40) + 1}.0-1.el9` }),
      })),
      source: 'REDHAT_CVE',
      cvss: [
        {
          baseScore: 3 + (number % 70) / 10,
          version: '3.1',
          source: 'NVD',
          scoringVector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N',
        },
      ],
      relatedVulnerabilities: [],
      sourceUrl: `https://access.redhat.com/security/cve/${id}`,
      vendorSeverity: severity,
      vendorCreatedAt: new Date(at - 90 * day),
      referenceUrls: [`https://nvd.nist.gov/vuln/detail/${id}`],
    },
    fixAvailable: 'PARTIAL',
  };
}
