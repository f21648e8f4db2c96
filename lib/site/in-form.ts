/**
 * What a function of the site file makes of its properties: these, and the form by which they are told apart. What is no object
 * stays as it is, so that the schema says so: spread, a text would become its letters.
 */
export function inForm<const Form extends string, Props extends object>(
  form: Form,
  props: Props,
): Props & { readonly form: Form } {
  return typeof props === 'object' ? { ...props, form } : props;
}
