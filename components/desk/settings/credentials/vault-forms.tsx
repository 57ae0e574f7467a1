import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Input, { type InputProps } from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useRef } from 'preact/hooks';
import { shortestPassphrase } from '../../../../lib/credentials/passphrase';
import { countAccounts } from './sign-in-model';
import type { VaultModel } from './vault-model';

/** Makes a vault, after saying what it is good for. */
export function MakeForm({ model }: { readonly model: VaultModel }) {
  return (
    <SpaceBetween size="m">
      <Box>
        A vault lets you go on after the browser was closed or Image Desk was locked, without adding
        credentials again. It protects against somebody who gets at this disk, but not against a
        program that runs on this computer while the vault is open. Nobody can recover the
        passphrase: without it, you delete the vault and make a new one.
      </Box>
      <ColumnLayout columns={2}>
        <FormField
          label="New passphrase"
          description={`At least ${shortestPassphrase} characters.`}
          errorText={model.newError.value}
        >
          <Input
            type="password"
            value={model.passphrase.value}
            autoComplete={false}
            onChange={({ detail }) => model.type(detail.value)}
          />
        </FormField>
        <FormField
          label="The same again"
          description="So that no mistake in it locks you out."
          errorText={model.repeatError.value}
        >
          <Input
            type="password"
            value={model.repeated.value}
            autoComplete={false}
            onChange={({ detail }) => model.repeat(detail.value)}
            onKeyDown={({ detail }) => {
              if (detail.key === 'Enter') void model.make();
            }}
          />
        </FormField>
      </ColumnLayout>
      <Button
        loading={model.doing.value.state === 'running'}
        disabled={!model.mayMake.value}
        onClick={() => void model.make()}
      >
        Make a vault
      </Button>
    </SpaceBetween>
  );
}

interface UnlockFormProps {
  readonly model: VaultModel;
  /** How many accounts it holds credentials of. */
  readonly accounts: number;
  readonly focused: boolean;
}

/** Opens the vault. */
export function UnlockForm({ model, accounts, focused }: UnlockFormProps) {
  const field = useRef<InputProps.Ref>(null);
  useEffect(() => {
    if (focused) field.current?.focus();
  }, [focused]);
  return (
    <SpaceBetween size="m">
      <FormField
        label="Passphrase"
        description={`The vault is locked. It holds credentials of ${countAccounts(accounts)}.`}
      >
        <Input
          ref={field}
          type="password"
          value={model.passphrase.value}
          autoComplete={false}
          onChange={({ detail }) => model.type(detail.value)}
          onKeyDown={({ detail }) => {
            if (detail.key === 'Enter') void model.unlock();
          }}
        />
      </FormField>
      <Button
        variant="primary"
        loading={model.doing.value.state === 'running'}
        disabled={!model.mayUnlock.value}
        onClick={() => void model.unlock()}
      >
        Unlock
      </Button>
    </SpaceBetween>
  );
}
