import { useId } from 'preact/hooks';
import { Button } from '../light/button';
import { Section } from './section';

/** What can be done with what the panel shows, or why it cannot. */
export interface Action {
  readonly label: string;
  /** Why it cannot be done now, in one sentence. */
  readonly obstacle?: string | undefined;
}

interface ActionsSectionProps<Of extends Action> {
  readonly actions: readonly Of[];
  readonly onAct: (action: Of) => void;
}

/** What can be done, and what cannot, with the reason. */
export function ActionsSection<Of extends Action>({ actions, onAct }: ActionsSectionProps<Of>) {
  const id = useId();
  const buttonsOf = (why?: string, describedBy?: string) => (
    <div class="buttons">
      {actions
        .filter(({ obstacle }) => obstacle === why)
        .map((action) => (
          <Button
            key={action.label}
            {...(describedBy !== undefined && { disabled: true, describedBy })}
            onClick={() => onAct(action)}
          >
            {action.label}
          </Button>
        ))}
    </div>
  );
  // Apart by a hyphen: with a digit behind it, it would be another part's id.
  const idOf = (index: number) => `${id}-why-${index}`;
  const obstacles = [...new Set(actions.flatMap(({ obstacle }) => obstacle ?? []))];
  return (
    <Section title="Actions">
      {actions.some(({ obstacle }) => obstacle === undefined) && buttonsOf()}
      {obstacles.map((why, index) => (
        <div class="refused" key={why}>
          {buttonsOf(why, idOf(index))}
          <p id={idOf(index)} class="quiet">
            {why}
          </p>
        </div>
      ))}
    </Section>
  );
}
