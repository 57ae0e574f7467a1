import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cloudFormationOf } from '@/lib/infrastructure-as-code/cloud-formation';
import { terraformOf } from '@/lib/infrastructure-as-code/terraform';
import { resourcesOf } from '@/lib/lifecycle/resources';
import { readHcl } from '../support/hcl';
import { hostile } from '../support/hostile';
import { builder, buildersWith, role, stepOf } from './steps';

const resources = resourcesOf({ steps: [stepOf({ act: 'create-builder', builder })] });

describe('the resources of a plan', () => {
  it('are its image builders, in a template of CloudFormation', () => {
    expect(JSON.parse(cloudFormationOf(resources))).toEqual({
      AWSTemplateFormatVersion: '2010-09-09',
      Description: 'Made by Image Desk, for us-east-1',
      Resources: {
        Resourceoffice2builder: {
          Type: 'AWS::AppStream::ImageBuilder',
          Properties: {
            Name: 'office-2-builder',
            ImageName: 'office',
            InstanceType: 'stream.standard.medium',
            DisplayName: "Bob's builder",
            Description: 'For $HOME and `more`',
            AppstreamAgentVersion: 'LATEST',
            IamRoleArn: role,
            EnableDefaultInternetAccess: true,
            VpcConfig: { SubnetIds: ['subnet-0123'], SecurityGroupIds: ['sg-0123'] },
            DomainJoinInfo: {
              DirectoryName: 'corp.example.com',
              OrganizationalUnitDistinguishedName: 'OU=Streams,DC=corp',
            },
            DisableIMDSV1: true,
            RootVolumeConfig: { VolumeSizeInGb: 300 },
            SoftwaresToInstall: ['Microsoft_Office_2021_LTSC_Standard_64Bit'],
            Tags: [{ Key: 'team', Value: 'desk & "co"' }],
          },
        },
      },
    });
  });

  it("are its image builders in Terraform's language, which says what it cannot do", () => {
    const text = terraformOf(resources);
    expect(readHcl(text)).toEqual([
      {
        type: 'resource',
        labels: ['aws_appstream_image_builder', 'office-2-builder'],
        attributes: {
          name: 'office-2-builder',
          image_name: 'office',
          instance_type: 'stream.standard.medium',
          display_name: "Bob's builder",
          description: 'For $HOME and `more`',
          appstream_agent_version: 'LATEST',
          iam_role_arn: role,
          enable_default_internet_access: true,
          tags: { team: 'desk & "co"' },
        },
        blocks: [
          {
            type: 'vpc_config',
            labels: [],
            attributes: { subnet_ids: ['subnet-0123'], security_group_ids: ['sg-0123'] },
            blocks: [],
          },
          {
            type: 'domain_join_info',
            labels: [],
            attributes: {
              directory_name: 'corp.example.com',
              organizational_unit_distinguished_name: 'OU=Streams,DC=corp',
            },
            blocks: [],
          },
        ],
      },
    ]);
    expect(text.split('\n').filter((line) => line.startsWith('#'))).toEqual([
      '# For a provider of us-east-1.',
      '# The provider has no argument that turns IMDSv1 off.',
      '# The provider has no argument for a root volume of 300 GiB.',
      '# The provider has no argument for license-included software.',
    ]);
  });

  it('name a shared image by its ARN, and leave out what is not set', () => {
    const image = { name: 'office', arn: 'arn:aws:appstream:us-east-1:444455556666:image/office' };
    const { name, instanceType, internetAccess } = builder;
    const least = {
      name,
      instanceType,
      internetAccess,
      image,
      withoutImdsV1: false,
      subnets: [],
      securityGroups: [],
      software: [],
      tags: [],
    };
    const [made] = resourcesOf({ steps: [stepOf({ act: 'create-builder', builder: least })] });
    expect(Object.fromEntries(made?.cloudFormation.properties ?? [])).toEqual({
      Name: name,
      ImageArn: image.arn,
      InstanceType: instanceType,
      EnableDefaultInternetAccess: true,
    });
    expect(made?.terraform.missing).toEqual([]);
  });

  it('are one block in each language, whatever is written in them', () => {
    fc.assert(
      fc.property(buildersWith(hostile), (each) => {
        const made = resourcesOf({ steps: [stepOf({ act: 'create-builder', builder: each })] });
        const blocks = readHcl(terraformOf(made));
        expect(blocks).toHaveLength(1);
        expect(blocks[0]?.attributes).toMatchObject({
          name: each.name,
          description: each.description,
          display_name: each.displayName,
        });
        const template = JSON.parse(cloudFormationOf(made)) as { Resources: object };
        expect(Object.values(template.Resources)).toEqual([
          expect.objectContaining({
            Properties: expect.objectContaining({
              Name: each.name,
              Description: each.description,
              InstanceType: each.instanceType,
            }),
          }),
        ]);
      }),
    );
  });

  it('are none of images, of which there is no resource', () => {
    const steps = [
      stepOf({ act: 'delete', image: 'office' }),
      stepOf({ act: 'copy', source: 'office', image: 'b', from: 'us-east-1' }),
    ];
    expect(resourcesOf({ steps })).toEqual([]);
  });
});
