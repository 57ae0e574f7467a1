import Box from '@cloudscape-design/components/box';
import Checkbox from '@cloudscape-design/components/checkbox';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useState } from 'preact/hooks';
import type { Identity } from '../../../../lib/credentials/identity';
import { iamRoles, type IamRole } from '../../../../lib/operations/contract';
import { roleDescriptions, roleNames } from '../../../../lib/permissions/explain';
import { featuresOf } from '../../../../lib/permissions/features';
import type { Scope } from '../../../../lib/scope';
import type { Loaded } from '../../loader';
import { PolicyTabs } from './policy-tabs';
import { createPolicyModel, type PolicyModel } from './policy-model';
import { TargetFields } from './target-fields';

interface PolicySectionProps {
  readonly scope: Scope | undefined;
  readonly held: Loaded<readonly Identity[]>;
}

/** Picks features and where they are to work, and prints the IAM policies for that. */
export function PolicySection({ scope, held }: PolicySectionProps) {
  const [model] = useState(() => createPolicyModel(scope));
  const identities = held.state === 'ready' ? held.value : [];
  useEffect(() => model.suggest(identities), [model, held]);
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="IAM policies that allow what you pick and nothing else, made from the list of what Image Desk calls. Each is enough by itself: a sharer's also allows what a viewer's does."
        >
          Least-privilege policy
        </Header>
      }
    >
      <SpaceBetween size="l">
        <ColumnLayout columns={3} minColumnWidth={200}>
          {iamRoles.map((role) => (
            <RoleFeatures key={role} role={role} model={model} />
          ))}
        </ColumnLayout>
        <TargetFields model={model} identities={identities} />
        <PolicyTabs policies={model.policies.value} />
      </SpaceBetween>
    </Container>
  );
}

function RoleFeatures({ role, model }: { readonly role: IamRole; readonly model: PolicyModel }) {
  const own = featuresOf(role);
  return (
    <div role="group" aria-label={roleNames[role]}>
      <SpaceBetween size="xs">
        <div>
          <Box variant="h3">{roleNames[role]}</Box>
          <Box color="text-body-secondary">{roleDescriptions[role]}</Box>
        </div>
        {own.map(({ id, title }) => (
          <Checkbox
            key={id}
            checked={model.picked.value.has(id)}
            onChange={({ detail }) => model.pick(id, detail.checked)}
          >
            {title}
          </Checkbox>
        ))}
      </SpaceBetween>
    </div>
  );
}
