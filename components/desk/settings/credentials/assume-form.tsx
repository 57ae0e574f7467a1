import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useState } from 'preact/hooks';
import { findRegion } from '../../../../lib/aws/regions';
import { describeExpiry } from '../../../../lib/credentials/expiry';
import { describePrincipal, type Identity } from '../../../../lib/credentials/identity';
import { accountKey } from '../../../../lib/scope';
import { useAccounts } from '../../accounts';
import { useDesk, useNow } from '../../parts';
import { ProblemAlert } from '../../problem-alert';
import { groupedOptions, regionOption } from '../../region-options';
import { useHeld } from '../../use-held';
import { describeAccount, describeRegion } from '../../words';
import { chosenSeconds, durationOptions, explainLongest, replacement } from './assume';
import { createAssumeModel, type AssumeModel } from './assume-model';

/** The form that assumes a role with credentials that are held already. */
export function AssumeForm() {
  const { client, requestHostAccess, now } = useDesk();
  const [model] = useState(() => createAssumeModel({ client, requestHostAccess, now }));
  const { held } = useHeld();
  useEffect(() => {
    if (held.state === 'ready') model.offer(held.value);
  }, [held, model]);
  const source = model.source.value;
  if (!source) {
    return held.state === 'ready' ? (
      <Alert type="info" header="There is nothing to assume a role with yet.">
        Add credentials in another way first. Roles of other accounts can then be assumed with them.
      </Alert>
    ) : null;
  }
  return (
    <SpaceBetween size="l">
      <Box color="text-body-secondary">
        The credentials of the role end by themselves, and are renewed for as long as those that
        assumed it live.
      </Box>
      <ColumnLayout columns={2}>
        <SourceField model={model} source={source} />
        <RoleField model={model} />
        <RegionField model={model} source={source} />
        <DurationField model={model} source={source} />
      </ColumnLayout>
      <MoreFields model={model} />
      <div>
        <Button
          variant="primary"
          loading={model.assuming.value.state === 'running'}
          disabled={model.reading.value.input === undefined}
          onClick={() => void model.assume()}
        >
          Assume role
        </Button>
        <div role="status" class="desk-status">
          <Outcome model={model} />
        </div>
      </div>
    </SpaceBetween>
  );
}

interface FieldProps {
  readonly model: AssumeModel;
  readonly source: Identity;
}

function SourceField({ model, source }: FieldProps) {
  const now = useNow();
  const { names } = useAccounts();
  const option = (identity: Identity) => ({
    value: accountKey(identity),
    label: describeAccount(identity.account, names),
    description: `${describePrincipal(identity.arn)}. ${describeExpiry(identity, now)}.`,
  });
  return (
    <FormField label="Source" description="The credentials that assume the role.">
      <Select
        triggerVariant="option"
        selectedOption={option(source)}
        options={model.sources.value.map(option)}
        onChange={({ detail }) => model.chooseSource(detail.selectedOption.value ?? '')}
      />
    </FormField>
  );
}

function RoleField({ model }: { readonly model: AssumeModel }) {
  const { errors, role } = model.reading.value;
  const replaced = replacement(model.source.value, role);
  return (
    <FormField
      label="Role ARN"
      description="Of the role that you want to act as."
      errorText={errors.roleArn}
      warningText={errors.roleArn ? undefined : replaced}
      constraintText={
        role && !errors.roleArn ? `Role ${role.name} of account ${role.account}.` : ''
      }
      stretch
    >
      <Input
        value={model.form.value.roleArn}
        placeholder="arn:aws:iam::111122223333:role/ImageOperator"
        autoComplete={false}
        spellcheck={false}
        onChange={({ detail }) => model.change({ roleArn: detail.value })}
      />
    </FormField>
  );
}

function RegionField({ model, source }: FieldProps) {
  const region = findRegion(model.form.value.region || source.region);
  return (
    <FormField label="Region" description="Your browser asks whether AWS may be reached there.">
      <Select
        selectedOption={region ? regionOption(region) : null}
        options={groupedOptions([source.partition])}
        filteringType="auto"
        filteringAriaLabel="Find a Region"
        onChange={({ detail }) => model.change({ region: detail.selectedOption.value ?? '' })}
      />
    </FormField>
  );
}

function DurationField({ model, source }: FieldProps) {
  const options = durationOptions(source);
  const seconds = String(chosenSeconds(model.form.value, source));
  return (
    <FormField label="Session length" description={explainLongest(source)}>
      <Select
        selectedOption={options.find(({ value }) => value === seconds) ?? null}
        options={options}
        onChange={({ detail }) =>
          model.change({ durationSeconds: Number(detail.selectedOption.value) })
        }
      />
    </FormField>
  );
}

function MoreFields({ model }: { readonly model: AssumeModel }) {
  const { sessionName, externalId, mfaSerial, mfaCode } = model.form.value;
  const { errors } = model.reading.value;
  return (
    <ExpandableSection headerText="External ID, MFA and session name">
      <ColumnLayout columns={2}>
        <FormField
          label="External ID"
          description="When the owner of the role has given you one."
          errorText={errors.externalId}
        >
          <Input
            value={externalId}
            autoComplete={false}
            spellcheck={false}
            onChange={({ detail }) => model.change({ externalId: detail.value })}
          />
        </FormField>
        <FormField
          label="Session name"
          description="CloudTrail shows it with every call."
          errorText={errors.sessionName}
        >
          <Input
            value={sessionName}
            autoComplete={false}
            spellcheck={false}
            onChange={({ detail }) => model.change({ sessionName: detail.value })}
          />
        </FormField>
        <FormField
          label="MFA device"
          description="Its serial number or ARN, when the role asks for MFA."
          errorText={errors.mfaSerial}
        >
          <Input
            value={mfaSerial}
            autoComplete={false}
            spellcheck={false}
            onChange={({ detail }) => model.change({ mfaSerial: detail.value })}
          />
        </FormField>
        <FormField
          label="MFA code"
          description="What the device shows now. Such a session is not renewed."
          errorText={errors.mfaCode}
        >
          <Input
            value={mfaCode}
            inputMode="numeric"
            autoComplete={false}
            onChange={({ detail }) => model.change({ mfaCode: detail.value })}
          />
        </FormField>
      </ColumnLayout>
    </ExpandableSection>
  );
}

function Outcome({ model }: { readonly model: AssumeModel }) {
  const now = useNow();
  const assuming = model.assuming.value;
  switch (assuming.state) {
    case 'idle':
    case 'running':
      return null;
    case 'denied':
      return (
        <Alert type="warning" header="The browser was not allowed to reach AWS.">
          Nothing was sent. Press Assume role again and allow access to{' '}
          {describeRegion(model.reading.value.input?.region ?? '')}.
        </Alert>
      );
    case 'problem':
      return (
        <SpaceBetween size="s">
          <ProblemAlert problem={assuming.problem} onRetry={() => void model.assume()} />
          {assuming.problem.kind === 'permission-missing' && (
            <Box>
              The role may also not trust the source, or want an external ID or an MFA code that was
              not given.
            </Box>
          )}
        </SpaceBetween>
      );
    case 'assumed': {
      const { identity } = assuming;
      return (
        <Alert type="success" header={`Credentials added for account ${identity.account}.`}>
          {describePrincipal(identity.arn)}. {describeExpiry(identity, now)}.
        </Alert>
      );
    }
  }
}
