/** What a token that is shown comes to. `unavailable`: it cannot be tried now. */
export type TokenOffered = 'fits' | 'refused' | 'unreadable' | 'unavailable';

/** `refused`: another's, an old one, a forged one, or tried too often; nobody learns which. */
export type TokenFinding = TokenOffered | 'not-shown';
