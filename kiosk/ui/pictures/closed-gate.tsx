export function ClosedGate() {
  return (
    <svg class="closed-gate" viewBox="0 0 400 400">
      <path class="frame" d="M60 380V190a140 140 0 0 1 280 0v190" />
      <path class="leaves" d="M78 380V190a122 122 0 0 1 244 0v190zM200 68v312" />
      <rect class="bar" x="40" y="214" width="320" height="56" rx="12" />
      <path class="dash" d="M72 242h256" />
    </svg>
  );
}
