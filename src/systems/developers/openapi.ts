/** The parts of an OpenAPI document that the page shows. */
export interface OpenApiDocument {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, OpenApiOperation | undefined>> | undefined>>;
}

interface OpenApiOperation {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly {
    readonly name?: string;
    readonly in?: string;
    readonly required?: boolean;
    readonly schema?: { readonly default?: unknown };
  }[];
}

export interface Endpoint {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  /** Names in the query string; `*` after those that must be there. */
  readonly query: readonly string[];
}

export interface EndpointGroup {
  /** Name of the module that answers. */
  readonly tag: string;
  readonly endpoints: readonly Endpoint[];
}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** What the server offers to programs, by module, in the order of the document. */
export function endpointsOf(document: OpenApiDocument): EndpointGroup[] {
  const found = Object.entries(document.paths ?? {}).flatMap(([path, operations]) =>
    methods.flatMap((method) => {
      const operation = operations?.[method];
      return operation ? [{ tag: operation.tags?.[0] ?? '', endpoint: endpointOf(method, path, operation) }] : [];
    }),
  );
  return [...Map.groupBy(found, ({ tag }) => tag)].map(([tag, group]) => ({ tag, endpoints: group.map(({ endpoint }) => endpoint) }));
}

function endpointOf(method: string, path: string, { summary = '', parameters = [] }: OpenApiOperation): Endpoint {
  // What has a default is stated as required, because it always arrives; nobody has to give it.
  const query = parameters.flatMap((one) =>
    one.in === 'query' && one.name ? [`${one.name}${one.required && one.schema?.default === undefined ? '*' : ''}`] : [],
  );
  return { method: method.toUpperCase(), path, summary, query };
}
