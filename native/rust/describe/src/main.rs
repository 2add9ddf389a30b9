//! Writes OpenDP's own description of its functions as JSON.
//!
//! OpenDP marks each function that its foreign interface offers with `#[bootstrap]`, and reads those marks with
//! `opendp_tooling` to make its Python and R packages. This reads them in the same way. Texts are left out; the
//! output type of each constructor, which the marks lack, is taken from the signature under the mark.

use opendp_tooling::{Argument, Function, TypeRecipe, Value};
use serde_json::{json, Map, Value as Json};
use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs, process};
use syn::{punctuated::Punctuated, Attribute, Item, ItemFn, Meta, ReturnType, Token};

type Failure = Box<dyn std::error::Error>;

/// OpenDP's folders whose functions its bindings offer.
const MODULES: [&str; 10] = [
    "accuracy",
    "combinators",
    "core",
    "data",
    "domains",
    "internal",
    "measurements",
    "measures",
    "metrics",
    "transformations",
];

fn main() {
    let Some(source) = env::args().nth(1) else {
        eprintln!("usage: lethe-describe OPENDP_SOURCE_FOLDER > opendp.json");
        process::exit(2);
    };
    match describe(Path::new(&source)) {
        Ok(text) => println!("{text}"),
        Err(failure) => {
            eprintln!("{source}: {failure}");
            process::exit(1);
        }
    }
}

fn describe(source: &Path) -> Result<String, Failure> {
    let mut modules = BTreeMap::new();
    for module in MODULES {
        let mut functions = Vec::new();
        let folder = source.join("src").join(module);
        collect(
            &folder.join("mod.rs"),
            &folder,
            Place {
                module,
                lacks: None,
            },
            &mut functions,
        )?;
        functions.sort_by_key(|function| function["name"].as_str().map(str::to_owned));
        modules.insert(module, functions);
    }
    Ok(serde_json::to_string_pretty(&modules)?)
}

/// What a file or a module in it needs beyond the features that every function names itself.
#[derive(Clone, Copy)]
struct Place<'a> {
    module: &'a str,
    lacks: Option<&'static str>,
}

/// OpenDP's features that our build leaves off.
const ABSENT: [&str; 2] = ["polars", "idealized-numerics"];

impl Place<'_> {
    /// The same place inside an item with these attributes.
    fn under(self, attributes: &[Attribute]) -> Self {
        let lacks = ABSENT.into_iter().find(|feature| {
            conditions(attributes)
                .any(|text| text.contains(&format!("\"{feature}")) && !text.contains("not"))
        });
        Place {
            lacks: self.lacks.or(lacks),
            ..self
        }
    }
}

/// Reads a file and the files of the modules that it declares.
fn collect(file: &Path, folder: &Path, place: Place, into: &mut Vec<Json>) -> Result<(), Failure> {
    let text =
        fs::read_to_string(file).map_err(|failure| format!("{}: {failure}", file.display()))?;
    walk(syn::parse_file(&text)?.items, file, folder, place, into)
}

fn walk(
    items: Vec<Item>,
    file: &Path,
    folder: &Path,
    place: Place,
    into: &mut Vec<Json>,
) -> Result<(), Failure> {
    for item in items {
        match item {
            Item::Fn(function) => {
                let place = place.under(&function.attrs);
                if let Some(function) = read(function, place)
                    .map_err(|failure| format!("{}: {failure}", file.display()))?
                {
                    into.push(function);
                }
            }
            Item::Mod(module) if !is_test(&module.attrs) => {
                let place = place.under(&module.attrs);
                let name = module.ident.to_string().trim_start_matches("r#").to_owned();
                if let Some((_, items)) = module.content {
                    walk(items, file, folder, place, into)?;
                } else if folder.join(format!("{name}.rs")).exists() {
                    collect(
                        &folder.join(format!("{name}.rs")),
                        &folder.join(&name),
                        place,
                        into,
                    )?;
                } else {
                    let inner = folder.join(&name);
                    collect(&inner.join("mod.rs"), &inner, place, into)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn conditions(attributes: &[Attribute]) -> impl Iterator<Item = String> + '_ {
    attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("cfg"))
        .map(|attribute| quote::quote!(#attribute).to_string())
}

fn is_test(attributes: &[Attribute]) -> bool {
    conditions(attributes).any(|text| text.contains("test"))
}

fn read(mut item: ItemFn, place: Place) -> Result<Option<Json>, Failure> {
    let is_mark = |attribute: &Attribute| attribute.path().is_ident("bootstrap");
    let Some(position) = item.attrs.iter().position(is_mark) else {
        return Ok(None);
    };
    let Meta::List(marks) = item.attrs.remove(position).meta else {
        return Err(format!("{}: a mark without arguments", item.sig.ident).into());
    };
    let marks = marks
        .parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)?
        .into_iter()
        .collect();
    let output = match &item.sig.output {
        ReturnType::Default => Json::Null,
        ReturnType::Type(_, output) => json!(quote::quote!(#output).to_string().replace(' ', "")),
    };
    let inputs: Map<String, Json> = item
        .sig
        .inputs
        .iter()
        .filter_map(|input| match input {
            syn::FnArg::Typed(typed) => {
                let (pattern, of) = (&typed.pat, &typed.ty);
                Some((
                    quote::quote!(#pattern).to_string(),
                    json!(quote::quote!(#of).to_string().replace(' ', "")),
                ))
            }
            syn::FnArg::Receiver(_) => None,
        })
        .collect();
    let function = Function::from_ast(marks, item, Some(place.module))?;
    Ok(function
        .has_ffi
        .then(|| write(&function, output, &inputs, place.lacks)))
}

fn write(
    function: &Function,
    output: Json,
    inputs: &Map<String, Json>,
    lacks: Option<&str>,
) -> Json {
    let arguments: Vec<Json> = function
        .args
        .iter()
        .map(|argument| {
            let mut written = write_argument(argument);
            if let Some(signature) = argument.name.as_ref().and_then(|name| inputs.get(name)) {
                written.insert("signature".to_owned(), signature.clone());
            }
            Json::Object(written)
        })
        .collect();
    let mut returned = write_argument(&function.ret);
    returned.insert("signature".to_owned(), output);
    let derived: Vec<Json> = function
        .derived_types
        .iter()
        .map(|derived| Json::Object(write_argument(derived)))
        .collect();
    let mut written = Map::new();
    written.insert("name".to_owned(), json!(function.name));
    written.insert("features".to_owned(), json!(function.features));
    if let Some(feature) = lacks {
        written.insert("lacks".to_owned(), json!(feature));
    }
    written.insert("partial".to_owned(), json!(function.supports_partial));
    written.insert(
        "deprecated".to_owned(),
        json!(function.deprecation.is_some()),
    );
    written.insert("arguments".to_owned(), json!(arguments));
    written.insert("derived".to_owned(), json!(derived));
    written.insert("returns".to_owned(), Json::Object(returned));
    Json::Object(written)
}

fn write_argument(argument: &Argument) -> Map<String, Json> {
    let mut written = Map::new();
    let mut put = |key: &str, value: Json| {
        written.insert(key.to_owned(), value);
    };
    if let Some(name) = &argument.name {
        put("name", json!(name));
    }
    if argument.is_type {
        put("type", json!(true));
    }
    if let Some(c_type) = &argument.c_type {
        put("c", json!(c_type));
    }
    if let Some(recipe) = &argument.rust_type {
        put("rust", write_recipe(recipe));
    }
    if let Some(hint) = &argument.hint {
        put("hint", json!(hint));
    }
    if let Some(default) = &argument.default {
        put("default", write_value(default));
    }
    if let Some(example) = &argument.example {
        put("example", write_recipe(example));
    }
    if argument.do_not_convert {
        put("raw", json!(true));
    }
    written
}

fn write_recipe(recipe: &TypeRecipe) -> Json {
    match recipe {
        TypeRecipe::Name(name) => json!(name),
        TypeRecipe::Nest { origin, args } => {
            json!({ "of": origin, "arguments": args.iter().map(write_recipe).collect::<Vec<_>>() })
        }
        TypeRecipe::None => Json::Null,
        TypeRecipe::Function { function, params } => {
            json!({ "by": function, "arguments": params.iter().map(write_recipe).collect::<Vec<_>>() })
        }
    }
}

fn write_value(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(value) => json!(value),
        Value::String(value) => json!(value),
        Value::Integer(value) => json!(value),
        Value::Float(value) => json!(value),
    }
}
