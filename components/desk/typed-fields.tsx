import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import type { ReadonlySignal } from '@preact/signals';
import type { AccountId } from '../../lib/scope';

/** Asks for a number to be typed before so much is done. */
export function TypedNumber(props: {
  readonly number: number;
  /** What the number is of, as a sentence. */
  readonly description: string;
  readonly value: string;
  readonly onType: (value: string) => void;
}) {
  return (
    <FormField label={`Type ${props.number} to confirm`} description={props.description}>
      <Input
        value={props.value}
        inputMode="numeric"
        autoComplete={false}
        onChange={({ detail }) => props.onType(detail.value)}
      />
    </FormField>
  );
}

/** Asks for the id of an account to be typed, which only a person says to be the right one. */
function TypedAccount(props: {
  readonly account: AccountId;
  readonly value: string;
  readonly onType: (value: string) => void;
}) {
  return (
    <FormField
      label={`Type the account ID ${props.account} to confirm`}
      description="The page does not say which account it shows: you chose this one. Compare it with the account menu of the console."
    >
      <Input
        value={props.value}
        inputMode="numeric"
        autoComplete={false}
        onChange={({ detail }) => props.onType(detail.value)}
      />
    </FormField>
  );
}

/** Asks for a name to be typed before what it names is gone for good. */
export function TypedName(props: {
  readonly name: string;
  /** What it means, as a sentence. */
  readonly description: string;
  readonly value: string;
  readonly onType: (value: string) => void;
}) {
  return (
    <FormField label={`Type ${props.name} to confirm`} description={props.description}>
      <Input
        value={props.value}
        autoComplete={false}
        spellcheck={false}
        onChange={({ detail }) => props.onType(detail.value)}
      />
    </FormField>
  );
}

/**
 * The question for the id of the account of a plan, as far as it is asked. No component: what is
 * not asked is to leave no gap.
 */
export function askAccount(model: {
  readonly accountToConfirm: ReadonlySignal<AccountId | undefined>;
  readonly typedAccount: ReadonlySignal<string>;
  readonly typeAccount: (value: string) => void;
}) {
  const account = model.accountToConfirm.value;
  return (
    account !== undefined && (
      <TypedAccount
        key="account"
        account={account}
        value={model.typedAccount.value}
        onType={model.typeAccount}
      />
    )
  );
}
