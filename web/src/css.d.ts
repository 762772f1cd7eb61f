/** Style sheets of libraries, which the build puts into the module as text. */
declare module "*.css" {
    const text: string;
    export default text;
}
