import type { JsonObject } from '../request/JsonObject.ts';

/**
 * The common interface of the schemas of zod, valibot, arktype and others. The types are those of the standard, copied here: a type
 * imported from `@standard-schema/spec` would force users to install that package.
 *
 * @see https://standardschema.dev
 */
export interface StandardSchemaV1<Input = unknown, Output = Input> {
  /** What the standard requires of a schema. */
  readonly '~standard': StandardProps<Input, Output>;
}

/** What the standard requires of a schema. */
export interface StandardProps<Input = unknown, Output = Input> {
  /** The version of the standard. */
  readonly version: 1;
  /** The library that the schema comes from. */
  readonly vendor: string;
  /** Validates a value, synchronously or with a promise. */
  readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>;
  /** For the compiler only. */
  readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  /** The extension "Standard JSON Schema", which not every library implements. */
  readonly jsonSchema?: { readonly input: (options: { readonly target: 'draft-07' }) => JsonObject } | undefined;
}

/** The value as parsed by the schema, or what is wrong with it. */
export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

/** One problem with a value. */
export interface StandardIssue {
  /** What is wrong. */
  readonly message: string;
  /** The path to the problem, from the root. */
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** The type of a value once the schema has parsed it. */
export type StandardOutput<S extends StandardSchemaV1> = NonNullable<S['~standard']['types']>['output'];
