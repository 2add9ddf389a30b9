//! Java values into OpenDP objects: one crossing for a scalar, one for a whole vector.

use super::unpack;
use crate::boundary::{guarded, Failure, Outcome};
use jni::objects::{
    JBooleanArray, JByteArray, JClass, JDoubleArray, JFloatArray, JIntArray, JLongArray, JObject,
    JObjectArray, JShortArray, JString,
};
use jni::sys::{jdouble, jint, jlong};
use jni::JNIEnv;
use opendp::core::FfiSlice;
use opendp::domains::BitVector;
use opendp::ffi::any::AnyObject;
use std::ffi::{c_char, c_void, CString};

use super::functions::opendp_data__slice_as_object;

/// The numbers by which Java names the types of single values.
pub const BOOL: jint = 0;
pub const I8: jint = 1;
pub const I16: jint = 2;
pub const I32: jint = 3;
pub const I64: jint = 4;
pub const U8: jint = 5;
pub const U16: jint = 6;
pub const U32: jint = 7;
pub const U64: jint = 8;
pub const USIZE: jint = 9;
pub const F32: jint = 10;
pub const F64: jint = 11;
pub const STRING: jint = 12;

macro_rules! elements {
    ($name:ident, $array:ident, $region:ident, $element:ty) => {
        fn $name<'a>(env: &mut JNIEnv<'a>, array: JObject<'a>) -> Outcome<Vec<$element>> {
            let array = $array::from(array);
            let length = usize::try_from(env.get_array_length(&array)?).unwrap_or(0);
            let mut copied = vec![<$element>::default(); length];
            env.$region(&array, 0, &mut copied)?;
            Ok(copied)
        }
    };
}

elements!(booleans, JBooleanArray, get_boolean_array_region, u8);
elements!(bytes, JByteArray, get_byte_array_region, i8);
elements!(shorts, JShortArray, get_short_array_region, i16);
elements!(ints, JIntArray, get_int_array_region, i32);
elements!(longs, JLongArray, get_long_array_region, i64);
elements!(floats, JFloatArray, get_float_array_region, f32);
elements!(doubles, JDoubleArray, get_double_array_region, f64);

fn strings<'a>(env: &mut JNIEnv<'a>, array: JObject<'a>) -> Outcome<Vec<String>> {
    let array = JObjectArray::from(array);
    let mut copied = Vec::new();
    for index in 0..env.get_array_length(&array)? {
        let element = JString::from(env.get_object_array_element(&array, index)?);
        if element.is_null() {
            return Err(Failure::new(
                "FFI",
                format!("the text at index {index} is null"),
            ));
        }
        copied.push(env.get_string(&element)?.into());
        env.delete_local_ref(element)?;
    }
    Ok(copied)
}

fn narrow<A: Copy + std::fmt::Display, B: TryFrom<A>>(values: Vec<A>, to: &str) -> Outcome<Vec<B>> {
    values
        .into_iter()
        .map(|value| {
            B::try_from(value).map_err(|_| {
                Failure::new("FailedCast", format!("{value} does not fit the type {to}"))
            })
        })
        .collect()
}

/// Hands the elements of a Java array, as a vector of the Rust type that `atom` names, to `$then`.
macro_rules! with_elements {
    ($env:expr, $atom:expr, $array:expr, $then:ident) => {
        match $atom {
            BOOL => $then(
                booleans($env, $array)?
                    .into_iter()
                    .map(|bit| bit != 0)
                    .collect::<Vec<bool>>(),
            ),
            I8 => $then(bytes($env, $array)?),
            I16 => $then(shorts($env, $array)?),
            I32 => $then(ints($env, $array)?),
            I64 => $then(longs($env, $array)?),
            U8 => $then(narrow::<i16, u8>(shorts($env, $array)?, "u8")?),
            U16 => $then(narrow::<i32, u16>(ints($env, $array)?, "u16")?),
            U32 => $then(narrow::<i64, u32>(longs($env, $array)?, "u32")?),
            U64 => $then(narrow::<i64, u64>(longs($env, $array)?, "u64")?),
            USIZE => $then(narrow::<i64, usize>(longs($env, $array)?, "usize")?),
            F32 => $then(floats($env, $array)?),
            F64 => $then(doubles($env, $array)?),
            STRING => $then(strings($env, $array)?),
            other => Err(Failure::new(
                "FFI",
                format!("no type has the number {other}"),
            )),
        }
    };
}

fn boxed<T: 'static>(value: T) -> jlong {
    AnyObject::new_raw(value) as jlong
}

fn one<T>(values: Vec<T>) -> Outcome<T> {
    values
        .into_iter()
        .next()
        .ok_or_else(|| Failure::new("FFI", "an empty array where one value is needed"))
}

fn vector<T: 'static>(values: Vec<T>) -> Outcome<jlong> {
    Ok(boxed(values))
}

fn scalar<T: 'static>(values: Vec<T>) -> Outcome<jlong> {
    Ok(boxed(one(values)?))
}

fn raw<T: 'static>(values: Vec<T>) -> Outcome<jlong> {
    let value: Box<T> = Box::new(one(values)?);
    Ok(Box::into_raw(value) as jlong)
}

#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_OpenDpBridge_newVector<'a>(
    mut env: JNIEnv<'a>,
    _class: JClass<'a>,
    atom: jint,
    array: JObject<'a>,
) -> jlong {
    guarded(&mut env, |env| with_elements!(env, atom, array, vector))
}

#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_OpenDpBridge_newScalar<'a>(
    mut env: JNIEnv<'a>,
    _class: JClass<'a>,
    atom: jint,
    array: JObject<'a>,
) -> jlong {
    guarded(&mut env, |env| with_elements!(env, atom, array, scalar))
}

#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_OpenDpBridge_newF64<'a>(
    _env: JNIEnv<'a>,
    _class: JClass<'a>,
    value: jdouble,
) -> jlong {
    boxed(value)
}

#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_OpenDpBridge_newI64<'a>(
    _env: JNIEnv<'a>,
    _class: JClass<'a>,
    value: jlong,
) -> jlong {
    boxed(value)
}

#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_OpenDpBridge_newBits<'a>(
    mut env: JNIEnv<'a>,
    _class: JClass<'a>,
    array: JBooleanArray<'a>,
) -> jlong {
    guarded(&mut env, |env| {
        let bits = booleans(env, array.into())?;
        Ok(boxed(
            bits.into_iter().map(|bit| bit != 0).collect::<BitVector>(),
        ))
    })
}

/// A number behind a plain pointer, for the functions that take one so.
#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_OpenDpBridge_newRaw<'a>(
    mut env: JNIEnv<'a>,
    _class: JClass<'a>,
    atom: jint,
    array: JObject<'a>,
) -> jlong {
    guarded(&mut env, |env| with_elements!(env, atom, array, raw))
}

macro_rules! free_raw {
    ($atom:expr, $pointer:expr, $($number:ident => $type:ty),+) => {
        match $atom {
            // SAFETY: made by newRaw with the same number.
            $($number => drop(unsafe { Box::from_raw($pointer as *mut $type) }),)+
            _ => return Err(Failure::new("FFI", "no such type")),
        }
    };
}

#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_OpenDpBridge_freeRaw<'a>(
    mut env: JNIEnv<'a>,
    _class: JClass<'a>,
    atom: jint,
    pointer: jlong,
) {
    guarded(&mut env, |_| {
        free_raw!(atom, pointer,
            BOOL => bool, I8 => i8, I16 => i16, I32 => i32, I64 => i64, U8 => u8, U16 => u16,
            U32 => u32, U64 => u64, USIZE => usize, F32 => f32, F64 => f64, STRING => String);
        Ok(())
    });
}

/// Pairs, triples, maps and lists of handles, which OpenDP assembles from pointers.
#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_OpenDpBridge_newComposite<'a>(
    mut env: JNIEnv<'a>,
    _class: JClass<'a>,
    of: JString<'a>,
    pointers: JLongArray<'a>,
) -> jlong {
    guarded(&mut env, |env| {
        let of: String = env.get_string(&of)?.into();
        let of =
            CString::new(of).map_err(|_| Failure::new("FFI", "a type holds a NUL character"))?;
        let pointers = longs(env, pointers.into())?;
        let slice = FfiSlice {
            ptr: pointers.as_ptr() as *const c_void,
            len: pointers.len(),
        };
        // SAFETY: the slice and what it points to outlive the call, which copies them.
        let made = unsafe {
            opendp_data__slice_as_object(
                std::ptr::addr_of!(slice) as *mut c_void,
                of.as_ptr() as *const c_char,
            )
        };
        Ok(unpack(made)? as jlong)
    })
}
