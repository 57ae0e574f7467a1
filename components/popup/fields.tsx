import type { ComponentChildren } from 'preact';

interface CheckBoxProps {
  readonly children: ComponentChildren;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
}

/** A box to tick, with what it means beside it. */
export function CheckBox({ children, checked, onChange, disabled }: CheckBoxProps) {
  return (
    <label class="choice">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>{children}</span>
    </label>
  );
}

interface RadioProps {
  readonly name: string;
  readonly children: ComponentChildren;
  readonly checked: boolean;
  readonly onChoose: () => void;
}

/** One of several ways, with its words beside it. */
export function Radio({ name, children, checked, onChoose }: RadioProps) {
  return (
    <label class="choice">
      <input type="radio" name={name} checked={checked} onChange={onChoose} />
      <span>{children}</span>
    </label>
  );
}

interface FieldGroupProps {
  readonly legend: string;
  /** What is missing in it. */
  readonly fault: string | undefined;
  readonly id: string;
  readonly children: ComponentChildren;
}

/** Fields that belong together, under a title. */
export function FieldGroup({ legend, fault, id, children }: FieldGroupProps) {
  return (
    <fieldset id={id} aria-describedby={fault === undefined ? undefined : `${id}-fault`}>
      <legend>{legend}</legend>
      {children}
      {fault !== undefined && <Fault id={`${id}-fault`}>{fault}</Fault>}
    </fieldset>
  );
}

/** What is wrong with a field. */
export function Fault({ id, children }: { readonly id: string; readonly children: string }) {
  return (
    <p id={id} class="fault">
      {children}
    </p>
  );
}
