import { Component } from 'react';
import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { ErrorState } from '../ui/error-state.tsx';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
  /** A new value tries again: another place, another person. */
  readonly resetKey: string;
}
interface ErrorBoundaryState {
  readonly failure: { readonly code: string; readonly resetKey: string } | undefined;
}

/** Short enough to read over the phone, the same for the same mistake. */
function codeOf(error: unknown): string {
  const words = error instanceof Error ? `${error.name}${error.message}` : String(error);
  let hash = 7;
  for (const letter of words) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 9_973;
  return `E-${String(hash).padStart(4, '0')}`;
}

/** A mistake of ours in one page: said plainly, the rest goes on. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { failure: undefined };

  static getDerivedStateFromProps(props: ErrorBoundaryProps, state: ErrorBoundaryState): ErrorBoundaryState | null {
    return state.failure !== undefined && state.failure.resetKey !== props.resetKey ? { failure: undefined } : null;
  }

  override componentDidCatch(error: unknown): void {
    this.setState({ failure: { code: codeOf(error), resetKey: this.props.resetKey } });
  }

  static getDerivedStateFromError(error: unknown): Partial<ErrorBoundaryState> {
    return { failure: { code: codeOf(error), resetKey: '' } };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (failure === undefined) return this.props.children;
    return (
      <ErrorState
        title="这一页没有打开"
        lost="资料没有丢：写下的都在本机。"
        advice="去别的页面可以照常工作；再打开还不行，把编号告诉系统管理员。"
        code={failure.code}
        acts={
          <Button
            size="small"
            kind="primary"
            onClick={() => {
              this.setState({ failure: undefined });
            }}
          >
            再打开一次
          </Button>
        }
      />
    );
  }
}
