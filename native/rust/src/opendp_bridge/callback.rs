//! Java functions that OpenDP calls, and Java objects that it carries.
//!
//! OpenDP counts references to such an object through [`count`]. Each is a global JNI reference, so it may be used
//! and dropped on any thread.

use super::functions::{opendp_data__object_as_slice, opendp_data__slice_as_object};
use super::{borrowed, unpack};
use crate::boundary::{describe, guarded, remember_thrown, Failure, Outcome};
use jni::objects::{GlobalRef, JClass, JObject, JValue};
use jni::sys::{jint, jlong, jobject, JNI_VERSION_1_8};
use jni::{JNIEnv, JavaVM};
use opendp::core::{FfiError, FfiResult, FfiSlice};
use opendp::ffi::any::AnyObject;
use std::ffi::{c_void, CString};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::sync::{Arc, OnceLock};

static MACHINE: OnceLock<JavaVM> = OnceLock::new();

type Answer = *mut FfiResult<*mut AnyObject>;

type Count = extern "C-unwind" fn(*const c_void, bool) -> bool;
type Compare = extern "C-unwind" fn(*const c_void, *const c_void) -> Answer;

extern "C-unwind" {
    fn _set_ref_count(callback: Count);
    fn _set_total_cmp(callback: Compare);
}

/// A Java object as OpenDP carries it: a pointer whose references are counted.
#[repr(C)]
struct ExtrinsicObject(*const c_void);

impl Drop for ExtrinsicObject {
    fn drop(&mut self) {
        count(self.0, false);
    }
}

/// What OpenDP's `CallbackFn` and `TransitionFn` look like in C.
#[repr(C)]
struct Callback {
    code: *const c_void,
    target: ExtrinsicObject,
}

#[no_mangle]
pub extern "system" fn JNI_OnLoad(machine: JavaVM, _reserved: *mut c_void) -> jint {
    // A panic's text travels in its exception; on standard error it could show data.
    std::panic::set_hook(Box::new(|_| {}));
    // A second load is of the same machine.
    let _ = MACHINE.set(machine);
    // SAFETY: both are OpenDP's, take a function each and keep it.
    unsafe {
        _set_ref_count(count);
        _set_total_cmp(compare);
    }
    JNI_VERSION_1_8
}

extern "C-unwind" fn count(target: *const c_void, more: bool) -> bool {
    if target.is_null() {
        return false;
    }
    // SAFETY: every target is made by `target_of` from an Arc, and counted here alone.
    unsafe {
        if more {
            Arc::increment_strong_count(target as *const GlobalRef);
        } else {
            Arc::decrement_strong_count(target as *const GlobalRef);
        }
    }
    true
}

fn target_of(env: &mut JNIEnv, object: &JObject) -> Outcome<ExtrinsicObject> {
    let reference = env.new_global_ref(object)?;
    Ok(ExtrinsicObject(
        Arc::into_raw(Arc::new(reference)) as *const c_void
    ))
}

/// Runs `body` with this thread's environment; whatever fails becomes an OpenDP error.
fn answered(body: impl FnOnce(&mut JNIEnv) -> Outcome<*mut AnyObject>) -> Answer {
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let machine = MACHINE
            .get()
            .ok_or_else(|| Failure::new("FFI", "no Java machine"))?;
        // The calling thread came from Java, so this attaches nothing.
        body(&mut *machine.attach_current_thread()?)
    }));
    let outcome =
        outcome.unwrap_or_else(|panic| Err(Failure::new("FailedFunction", describe(&*panic))));
    Box::into_raw(Box::new(match outcome {
        Ok(object) => FfiResult::Ok(object),
        Err(failure) => FfiResult::Err(Box::into_raw(Box::new(error(&failure)))),
    }))
}

fn error(failure: &Failure) -> FfiError {
    let text = |text: &str| {
        CString::new(text.replace('\0', " "))
            .unwrap_or_default()
            .into_raw()
    };
    FfiError {
        variant: text(&failure.variant),
        message: text(&failure.message),
        backtrace: text(""),
    }
}

/// Takes a pending Java exception off the thread and keeps it as the cause of what follows.
fn thrown(env: &mut JNIEnv) -> Outcome<()> {
    if !env.exception_check()? {
        return Ok(());
    }
    let exception = env.exception_occurred()?;
    env.exception_clear()?;
    remember_thrown(env.new_global_ref(&exception)?);
    env.delete_local_ref(exception)?;
    // The exception's own text may hold data; it travels as the cause, not in OpenDP's error.
    Err(Failure::new(
        "FailedFunction",
        "a Java function called by OpenDP threw an exception",
    ))
}

fn apply(argument: *const AnyObject, inner: bool, target: *const c_void) -> Answer {
    answered(|env| {
        let target: &GlobalRef = borrowed(target as i64)?;
        let returned = env.call_method(
            target,
            "apply",
            "(JZ)J",
            &[JValue::Long(argument as jlong), JValue::Bool(inner.into())],
        );
        thrown(env)?;
        let object = returned?.j()? as *mut AnyObject;
        if object.is_null() {
            return Err(Failure::new(
                "FailedFunction",
                "a Java function returned nothing",
            ));
        }
        Ok(object)
    })
}

extern "C-unwind" fn run_function(argument: *const AnyObject, target: *const c_void) -> Answer {
    apply(argument, false, target)
}

extern "C-unwind" fn run_transition(
    argument: *const AnyObject,
    inner: u8,
    target: *const c_void,
) -> Answer {
    apply(argument, inner != 0, target)
}

extern "C-unwind" fn compare(left: *const c_void, right: *const c_void) -> Answer {
    answered(|env| {
        let left: &GlobalRef = borrowed(left as i64)?;
        let right: &GlobalRef = borrowed(right as i64)?;
        let returned = env.call_method(
            left,
            "compareTo",
            "(Ljava/lang/Object;)I",
            &[JValue::Object(right.as_obj())],
        );
        thrown(env)?;
        Ok(AnyObject::new_raw(returned?.i()?.signum() as i8))
    })
}

/// A Java function for the length of one call; OpenDP counts its own references.
#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_OpenDpBridge_newCallback<'a>(
    mut env: JNIEnv<'a>,
    _class: JClass<'a>,
    function: JObject<'a>,
    transition: jni::sys::jboolean,
) -> jlong {
    guarded(&mut env, |env| {
        let code = if transition != 0 {
            run_transition as *const c_void
        } else {
            run_function as *const c_void
        };
        let target = target_of(env, &function)?;
        Ok(Box::into_raw(Box::new(Callback { code, target })) as jlong)
    })
}

#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_OpenDpBridge_freeCallback<'a>(
    mut env: JNIEnv<'a>,
    _class: JClass<'a>,
    callback: jlong,
) {
    guarded(&mut env, |_| {
        if callback != 0 {
            // SAFETY: made by newCallback, freed once by the Java call that made it.
            drop(unsafe { Box::from_raw(callback as *mut Callback) });
        }
        Ok(())
    });
}

/// A Java object behind the pointer that OpenDP takes for a value of the user's own.
#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_OpenDpBridge_newExtrinsic<'a>(
    mut env: JNIEnv<'a>,
    _class: JClass<'a>,
    object: JObject<'a>,
) -> jlong {
    guarded(&mut env, |env| {
        Ok(Box::into_raw(Box::new(target_of(env, &object)?)) as jlong)
    })
}

#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_OpenDpBridge_freeExtrinsic<'a>(
    mut env: JNIEnv<'a>,
    _class: JClass<'a>,
    extrinsic: jlong,
) {
    guarded(&mut env, |_| {
        if extrinsic != 0 {
            // SAFETY: made by newExtrinsic or by OpenDP, freed once.
            drop(unsafe { Box::from_raw(extrinsic as *mut ExtrinsicObject) });
        }
        Ok(())
    });
}

/// A Java object as an OpenDP object.
#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_OpenDpBridge_newExtrinsicObject<'a>(
    mut env: JNIEnv<'a>,
    _class: JClass<'a>,
    object: JObject<'a>,
) -> jlong {
    guarded(&mut env, |env| {
        let extrinsic = target_of(env, &object)?;
        let slice = FfiSlice {
            ptr: std::ptr::addr_of!(extrinsic) as *const c_void,
            len: 1,
        };
        // SAFETY: the slice and what it points to outlive the call, which copies them.
        let made = unsafe {
            opendp_data__slice_as_object(
                std::ptr::addr_of!(slice) as *mut c_void,
                c"ExtrinsicObject".as_ptr(),
            )
        };
        Ok(unpack(made)? as jlong)
    })
}

/// The Java object that an OpenDP object holds.
#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_OpenDpBridge_getExtrinsic<'a>(
    mut env: JNIEnv<'a>,
    _class: JClass<'a>,
    object: jlong,
) -> jobject {
    let local = guarded(&mut env, |env| {
        let typed: &AnyObject = borrowed(object)?;
        if typed.type_.descriptor != "ExtrinsicObject" {
            return Err(Failure::new(
                "FailedCast",
                format!("{} is no Java object", typed.type_.descriptor),
            ));
        }
        // SAFETY: the object is of the type just checked; the slice is ours to free, what it points to is not.
        let slice = unsafe {
            Box::from_raw(
                unpack(opendp_data__object_as_slice(object as *mut c_void))? as *mut FfiSlice
            )
        };
        let extrinsic: &ExtrinsicObject = borrowed(slice.ptr as i64)?;
        let reference: &GlobalRef = borrowed(extrinsic.0 as i64)?;
        Ok(env.new_local_ref(reference)?.into_raw() as usize)
    });
    local as jobject
}
