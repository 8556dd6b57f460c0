import { Standalone } from '#components/shell/standalone.tsx';

export default function Forbidden() {
  return (
    <Standalone title="Weir does not answer under this name">
      <p>
        This host name is not allowed. The operator adds it to <code>WEIR_ALLOWED_HOSTS</code> and starts Weir again.
      </p>
    </Standalone>
  );
}
