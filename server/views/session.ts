/** Who is signed in, and what their duties let them do now. */
export interface SessionView {
  /** `null` when nobody is. */
  readonly principal: { readonly personId: string; readonly displayName: string } | null;
  readonly acts: readonly string[];
  readonly mode: 'development' | 'production';
  readonly serverTime: number;
}
