//! OpenDP's C functions as the flat externs of `dev.lethe.natives.OpenDpBridge`.

mod call;
mod callback;
mod functions;
mod read;
mod write;

use crate::boundary::{Failure, Outcome};
use opendp::core::{FfiError, FfiResult};
use std::ffi::{c_char, c_void, CStr};

/// What every OpenDP C function returns: a pointer that the caller then owns, or an error.
type Returned = FfiResult<*mut c_void>;

fn unpack(returned: Returned) -> Outcome<*mut c_void> {
    match returned {
        FfiResult::Ok(pointer) => Ok(pointer),
        FfiResult::Err(error) => Err(take_error(error)),
    }
}

fn take_error(error: *mut FfiError) -> Failure {
    if error.is_null() {
        return Failure::new("FFI", "an error without a description");
    }
    // SAFETY: OpenDP gives the error away with its result; its Drop frees the texts.
    let error = unsafe { Box::from_raw(error) };
    let text = |pointer: *mut c_char| {
        if pointer.is_null() {
            String::new()
        } else {
            // SAFETY: OpenDP's texts end in NUL and live as long as the error.
            unsafe { CStr::from_ptr(pointer) }
                .to_string_lossy()
                .into_owned()
        }
    };
    Failure {
        variant: text(error.variant),
        message: text(error.message),
    }
}

/// A pointer that Java handed back; null is a mistake of the Java side, never undefined behaviour here.
fn borrowed<'a, T>(pointer: i64) -> Outcome<&'a T> {
    // SAFETY: Java holds the pointer in use for the length of the call.
    unsafe { (pointer as *const T).as_ref() }
        .ok_or_else(|| Failure::new("FFI", "a null pointer where an object is needed"))
}
