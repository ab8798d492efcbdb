import { Component, type ReactNode } from 'react';
import { useWords } from '../words/useWords.ts';
import controls from './controls.module.css';
import { Notice } from './Notice.tsx';

interface Props {
  readonly children: ReactNode;
  /** A change of it gives the view another chance. */
  readonly place: string;
}
interface State {
  readonly error: string | undefined;
  readonly place: string;
}

/** A fault in one view leaves the rest of the page standing. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: undefined, place: this.props.place };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error: error instanceof Error ? error.message : String(error) };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.place === state.place ? null : { error: undefined, place: props.place };
  }

  override render(): ReactNode {
    const { error } = this.state;
    return error === undefined ? this.props.children : <Broken error={error} />;
  }
}

function Broken({ error }: { readonly error: string }): ReactNode {
  const say = useWords();
  return (
    <Notice title={say('broken')}>
      <p>{say('brokenHint')}</p>
      <pre>{error}</pre>
      <button className={controls['primary']} type="button" onClick={() => location.reload()}>
        {say('reload')}
      </button>
    </Notice>
  );
}
