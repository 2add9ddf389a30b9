//! What crosses between Rust and the JVM when something fails.

use jni::objects::{GlobalRef, JThrowable, JValue};
use jni::JNIEnv;
use std::cell::RefCell;
use std::panic::{catch_unwind, AssertUnwindSafe};

const EXCEPTION: &str = "dev/lethe/natives/NativeException";

thread_local! {
    /// What a Java callback threw on this thread, until the call that ran it reports it as the cause.
    static THROWN: RefCell<Option<GlobalRef>> = const { RefCell::new(None) };
}

/// Why a native call fails: a kind that Java tells apart, and a text.
pub struct Failure {
    pub variant: String,
    pub message: String,
}

impl Failure {
    pub fn new(variant: &str, message: impl Into<String>) -> Self {
        Failure {
            variant: variant.to_owned(),
            message: message.into(),
        }
    }
}

impl From<jni::errors::Error> for Failure {
    fn from(error: jni::errors::Error) -> Self {
        Failure::new("JNI", error.to_string())
    }
}

impl From<opendp::error::Error> for Failure {
    fn from(error: opendp::error::Error) -> Self {
        Failure::new(
            &format!("{:?}", error.variant),
            error.message.unwrap_or_default(),
        )
    }
}

pub type Outcome<T> = Result<T, Failure>;

/// Remembers what a callback threw, to be the cause of the exception that follows from it.
pub fn remember_thrown(thrown: GlobalRef) {
    THROWN.with(|slot| *slot.borrow_mut() = Some(thrown));
}

/// Runs `body`; an error or a panic leaves a pending Java exception and the default value.
pub fn guarded<'a, T: Default>(
    env: &mut JNIEnv<'a>,
    body: impl FnOnce(&mut JNIEnv<'a>) -> Outcome<T>,
) -> T {
    let outcome = match catch_unwind(AssertUnwindSafe(|| body(env))) {
        Ok(outcome) => outcome,
        Err(panic) => Err(Failure::new("Panic", describe(&*panic))),
    };
    let thrown = THROWN.with(|slot| slot.borrow_mut().take());
    match outcome {
        Ok(value) => value,
        Err(failure) => {
            throw(env, &failure, thrown.as_ref());
            T::default()
        }
    }
}

/// The text of a panic, where it has one.
pub fn describe(panic: &(dyn std::any::Any + Send)) -> String {
    if let Some(text) = panic.downcast_ref::<&str>() {
        (*text).to_owned()
    } else if let Some(text) = panic.downcast_ref::<String>() {
        text.clone()
    } else {
        "a panic without a text".to_owned()
    }
}

fn throw(env: &mut JNIEnv, failure: &Failure, cause: Option<&GlobalRef>) {
    // An exception that is pending already (out of memory, say) says more than ours would.
    if env.exception_check().unwrap_or(true) {
        return;
    }
    if try_throw(env, failure, cause).is_err() && !env.exception_check().unwrap_or(true) {
        let _ = env.throw_new("java/lang/IllegalStateException", &failure.message);
    }
}

fn try_throw(
    env: &mut JNIEnv,
    failure: &Failure,
    cause: Option<&GlobalRef>,
) -> jni::errors::Result<()> {
    let variant = env.new_string(&failure.variant)?;
    let message = env.new_string(&failure.message)?;
    let nothing = jni::objects::JObject::null();
    let cause = cause.map_or(&nothing, |reference| reference.as_obj());
    let exception = env.new_object(
        EXCEPTION,
        "(Ljava/lang/String;Ljava/lang/String;Ljava/lang/Throwable;)V",
        &[
            JValue::Object(&variant),
            JValue::Object(&message),
            JValue::Object(cause),
        ],
    )?;
    env.throw(JThrowable::from(exception))
}
